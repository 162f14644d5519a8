"""What each page shows, as plain data: no templates, no tags, no disk."""
