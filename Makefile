# Two commands do everything: `make film` and `make test`. Each sets up what it needs first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV_VERSION := 0.13.9
TORCH ?= torch==2.13.0

PROMPT ?= A lighthouse keeper befriends a storm
SCRIPT ?=
ARGS ?=

.PHONY: film studio test endurance check lint types contracts bench setup models lock clean

film: $(READY)  ## Make a film: make film PROMPT="…" or make film SCRIPT=path.fountain
ifneq ($(strip $(SCRIPT)),)
	@$(BIN)/firstcut make --script "$$FILM_SCRIPT" $(ARGS)
else
	@$(BIN)/firstcut make "$$FILM_PROMPT" $(ARGS)
endif

# Through the environment, so that no quote or dollar sign in them reaches the shell.
export FILM_PROMPT = $(value PROMPT)
export FILM_SCRIPT = $(value SCRIPT)

studio: $(READY)  ## Run a whole studio: Prefect server and UI, workers, and the desk
	@$(BIN)/firstcut studio $(ARGS)

test: $(READY)  ## Run the tests
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder --max-worker-restart 0 \
	  --ignore tests/endurance $(ARGS)

endurance: $(READY)  ## Run the tests that take long: studios whose films wait, fail, crash and go on
	$(BIN)/python -m pytest $(or $(ARGS),tests/endurance)

check: lint types contracts  ## Style, types and architecture

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

bench: $(READY)  ## Run the benchmarks and write their figures
	$(BIN)/python -m benchmarks $(ARGS)

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Firstcut needs Python 3.11 or newer: set PYTHON=python3.x"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@echo "Installing the locked packages…"
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --no-deps \
	  --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@$(BIN)/python -m compileall -q film blocks tasks flows deployments
	@$(BIN)/python -c 'import skia' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq libegl1 libgl1; \
	  else \
	    echo "Drawing needs the system libraries libEGL and libGL: install them" \
	      "(Debian, Ubuntu: sudo apt-get install libegl1 libgl1) and run make again."; exit 2; \
	  fi; }
	@echo "Compiling librosa's kernels…"
	@EAGER_IMPORT=1 $(BIN)/python -c 'import librosa'  # once: two that compile them at once may crash
	@echo "Laying out the local Prefect database…"
	@$(BIN)/firstcut server prepare
	@touch $(READY)

models: $(VENV)/.models  ## Install what models that run here need: torch, diffusers, transformers

$(VENV)/.models: $(READY) requirements-models.lock
	@echo "Installing torch and the locked model packages…"
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --no-deps \
	  --require-hashes -r requirements-models.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	@touch $(VENV)/.models

# What torch brings depends on the machine (CPU or CUDA): it and its own packages stay out.
UNLOCKED := torch triton cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas \
  nvidia-cuda-cccl nvidia-cuda-cupti nvidia-cuda-nvrtc nvidia-cuda-runtime nvidia-cudnn-cu13 \
  nvidia-cufft nvidia-cufile nvidia-curand nvidia-cusolver nvidia-cusparse \
  nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx
COMPILE = $(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes \
  --no-header --python-version 3.11 --quiet

# What the images install: no tests, and for GPUs torch with its CUDA.
IMAGE = $(BIN)/uv pip compile pyproject.toml --generate-hashes --no-header --no-annotate \
  --python-version 3.11 --quiet --extra docker --extra kubernetes --extra redis

lock:  ## Compile all locks for all platforms, with hashes
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra models -c requirements.lock -o requirements-models.lock \
	  $(foreach package,$(UNLOCKED),--no-emit-package $(package))
	printf '%s\n' '$(TORCH)' > $(VENV)/torch.txt
	$(IMAGE) --universal -c requirements.lock -o requirements-runtime.lock
	$(IMAGE) --python-platform x86_64-unknown-linux-gnu --extra models -c requirements-models.lock \
	  -c requirements-runtime.lock -c $(VENV)/torch.txt -o requirements-gpu.lock

clean:  ## Remove the environment; films stay
	rm -rf $(VENV)
