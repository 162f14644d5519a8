"""The tests that need a browser; a package, so that the browsers can close after the last of them."""
