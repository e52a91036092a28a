# The one door. `make run` and `make test` need nothing but Python 3.11+, git and make.
PORT ?= 8000
FRESH ?=
N ?= 200000
BIN := .venv/bin

.PHONY: run test check format bench accuracy fuzz reference setup

setup:
	@scripts/setup.sh

run: setup
	@PORT=$(PORT) FRESH=$(FRESH) $(BIN)/python -m gongkai.config.run

check: setup
	@scripts/check.sh

test:
	@scripts/setup.sh tests
	@scripts/test.sh

format: setup
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

# Tables of how well reports are read and judged, and of the mutation proof.
accuracy: setup
	@$(BIN)/python -m proof.accuracy

# Speed and memory, as ratios to what a user would take instead and to the physical limit.
bench: setup
	@$(BIN)/python -m proof.bench

fuzz: setup
	@$(BIN)/python -m proof.fuzz $(N)

# The reference pages that are generated from the code.
reference: setup
	@$(BIN)/python -m proof.reference
