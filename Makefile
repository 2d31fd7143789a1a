# `make help` lists the targets. Each calls one script; scripts/setup installs what is missing.
.DEFAULT_GOAL := help
.PHONY: help setup build python serve dev test test-all measure bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## install what building needs and the machine lacks
	@scripts/setup

build: setup ## build the page into dist/site/, for any static host
	@node scripts/build.mjs
	@node scripts/digits.mjs
	@node scripts/site.mjs
	@node scripts/embed.mjs
	@node scripts/single.mjs
	@node scripts/stills.mjs

python: build ## build the Python wheel into python/dist/
	@scripts/python

serve: build ## build, then serve the page on 127.0.0.1 and print the link
	@node scripts/serve.mjs

dev: setup ## serve the page while it is changed: builds what a change concerns, and reloads
	@node scripts/dev.mjs

test: ## the fast suites: Rust, WebAssembly in Chromium, the page, linters, licences
	@scripts/test

test-all: ## the same, slow statistics and more browsers
	@scripts/test all

measure: build ## the page's bytes and times against what it promises, on desktop and slowed down
	@node scripts/measure.mjs

bench: build ## time thermogen and NumPy, JAX, tfjs and a scalar C++ program (PEERS=--torch for PyTorch)
	@bench/setup $(PEERS)
	@node bench/run.mjs

clean: ## back to a fresh clone; the cache folder of scripts/env.sh stays
	rm -rf target python/dist python/thermogen/static node_modules bench/node_modules www/built www/data dist tests/screenshots
