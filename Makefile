# Both targets work on a machine with nothing but Python 3.11 and the package registries, and twice in a row.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HOME_  := build/home
PORT   ?= 8000

.PHONY: run test check format

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Townclerk needs Python 3.11 or later: make PYTHON=python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: install the package python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: $(VENV)/.installed
	@$(BIN)/townclerk index --home $(HOME_)
	@$(BIN)/townclerk serve --home $(HOME_) --port $(PORT)

test: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/townclerk check
	$(BIN)/pytest -n 2 --dist loadfile

format: $(VENV)/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
