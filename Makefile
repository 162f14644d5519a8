# Short names for the commands of build.py, for who has make. Nothing happens here that build.py does not do.
PYTHON ?= python3

.PHONY: all bench build check ci lint serve site test

all: test lint

build site:
	$(PYTHON) build.py

bench check lint serve test:
	$(PYTHON) build.py $@

ci:
	.ci/run
