VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check
# Test processes at once; each loads models of its own, so that more need more memory.
PYTEST_WORKERS ?= 2
# Where the wheel goes.
DIST ?= dist

.PHONY: demo test check wheel constraints clean

demo: $(VENV)/.installed
	$(BIN)/gouache run examples --out demo --replace
	@echo
	@echo "Look at demo/report.html, and open the app with: $(BIN)/gouache"

test: $(VENV)/.dev
	# One thread a process: torch's threads of two processes would wait for one another on two cores.
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(PYTEST_WORKERS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel: $(VENV)/.installed
	$(PIP) wheel --no-deps --wheel-dir "$(DIST)" .

# The newest versions that pyproject.toml allows, as a fresh environment gets them. Local labels (torch's +cpu) and the
# libraries of CUDA builds are left out, because they fit one kind of machine only; torch asks for its own.
constraints:
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip --quiet --disable-pip-version-check install -e ".[dev,training]"
	sed -n '/^#/p' constraints.txt > build/constraints.txt
	build/constraints/bin/python -m pip --disable-pip-version-check freeze --exclude-editable \
		| sed -e 's/+.*//' -e '/^nvidia/d' -e '/^cuda/d' -e '/^triton/d' -e '/ @ /d' >> build/constraints.txt
	mv build/constraints.txt constraints.txt

$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt -e .
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(PIP) install --constraint constraints.txt -e ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) build dist demo runs
