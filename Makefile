# The two commands of everyday: `make run` and `make test`. Both set up what they need.

SET_UP := platform/deploy/set-up
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONUNBUFFERED := 1
# In one process more than cores, in order: the journeys, one browser at a time, and the others
# beside them, which give way.
PYTEST := $(BIN)/pytest -n auto --no-loadscope-reorder

.PHONY: run test test-postgres test-faults check bench screenshots messages lock format clean

run:  ## set up, load the demo district once, serve it
	@$(SET_UP) run
	@exec $(BIN)/python manage.py run_demo

test:  ## set up what the tests need and run all of them
	@$(SET_UP) test
	$(PYTEST) $(ARGS)

test-postgres:  ## run them on a PostgreSQL of their own, which is gone afterwards
	@$(SET_UP) test-postgres
	$(BIN)/python -m tests.postgres $(PYTEST) $(ARGS)

test-faults:  ## kill a hundred processes at random, stall the store for 30 s: KILLS=… SEED=…
	@$(SET_UP) test
	$(BIN)/pytest tests/faults --kills $(or $(KILLS),100) $(if $(SEED),--seed $(SEED)) -s $(ARGS)

check:  ## formatter, linters, types, imports, translations, migrations, deployment, layout
	@$(SET_UP) test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy platform/moke lessons research seeds
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet platform lessons research
	$(BIN)/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=moke.settings.production MOKE_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
		MOKE_ALLOWED_HOSTS=example.org MOKE_EMAIL_URL=smtp://mail.example.org:587 \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/pytest -q tests/test_translations.py tests/test_layout.py

bench:  ## print what the product costs, beside limits and floors measured in the same run
	@$(SET_UP) bench
	$(BIN)/python -m tests.benchmarks $(ARGS)
	$(BIN)/python -m tests.benchmarks search

screenshots:  ## take the pictures of the README anew from the demo district
	@$(SET_UP) test
	$(BIN)/python -m tests.screenshots

messages:  ## collect the words of the interface into the Chinese catalogue
	$(BIN)/python manage.py makemessages --locale zh_Hans --no-wrap --no-location --ignore 'node_modules' --ignore 'tests' --ignore 'var' --ignore '.venv'

lock:  ## resolve the dependencies anew
	platform/deploy/lock

format:  ## put the code in shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

clean:  ## remove what was set up; the data in var/ stays
	rm -rf .venv node_modules tests/benchmarks/node_modules
