# Four words, each the same at home and in CI. ARGS="…" goes on to what the word starts.
.PHONY: help run test check bench

help:
	@echo "make run    start the server with a demonstration on http://127.0.0.1:8000 (PORT=… for another port)"
	@echo "make test   the whole suite (ARGS=\"tests/audit -x\" for a part)"
	@echo "make check  format, lint, contracts, types, migrations, catalogues, law, templates"
	@echo "            (ARGS=--mend mends first what a machine can mend)"
	@echo "make bench  how fast and how heavy the main pages are, and what a rush at the last minute does"
	@echo "            (ARGS=\"rush 300\", ARGS=bytes, ARGS=\"pages 1000\" for a part)"

run:
	@python3 -m config.start

test:
	@python3 -m tests.suite $(ARGS)

check:
	@python3 -m tests.check $(ARGS)

bench:
	@python3 -m tests.bench $(ARGS)
