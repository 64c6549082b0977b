# Thin: emsdk-setup.sh sets the machine up, the CMake presets build, tests/support/run_suites.mjs tests.

DATA ?= louxia-data
PORT ?= 8080
JOBS ?= $(shell nproc)
SERVE_FLAGS ?= --simulate-couriers

.PHONY: build serve test test-unit test-days test-wasm test-web test-contract test-e2e test-budgets test-tsan \
        test-long test-typing test-lasting torture format lint tidy fuzz clean setup native native-bench web web-tests dev tsan

build: native web

serve: build
	exec ./build/release/louxia serve --demo --data "$(DATA)" --port $(PORT) $(SERVE_FLAGS)

# Every suite. TEST=word,word runs only some: make test TEST=unit,lint
test: setup dev native web-tests
	node tests/support/run_suites.mjs $(subst $(comma), ,$(TEST))

test-unit: setup dev
	node tests/support/run_suites.mjs unit

test-wasm: setup web-tests
	node tests/support/run_suites.mjs wasm

# All that runs a browser or looks at what the browser gets.
test-web: setup dev native web-tests
	node tests/support/run_suites.mjs wasm web e2e budgets

test-contract: setup dev native web
	node tests/support/run_suites.mjs contract

test-e2e: setup dev native web-tests
	node tests/support/run_suites.mjs e2e

test-budgets: setup native web
	node tests/support/run_suites.mjs budgets

# The faults of tests/torture in their long form, which takes about half an hour; TORTURE_SEED=N repeats a run.
# The short form is the suite torture of make test.
torture: setup native web
	TORTURE=long LOUXIA_ROOT="$(CURDIR)" node --test --test-reporter=spec --test-concurrency=1 tests/torture/*.test.mjs

# The native suites once more under the thread sanitizer.
test-tsan: setup tsan
	node tests/support/run_suites.mjs tsan

lint: setup
	node tests/support/run_suites.mjs lint

tidy: setup build/tidy/build.ninja
	cmake --build --preset tidy -j $(JOBS)

format: setup
	node tests/lint/format.mjs --write

# make bench-http runs tests/bench/http.mjs, and so on for each file there. STRICT=1 fails on a short figure.
bench-%: native-bench web
	node "tests/bench/$*.mjs"

# Beside the native decision its wasm twin is measured.
bench-dispatch: native-bench web-tests
	node tests/bench/dispatch.mjs

# Needs no page. PICTURES=folder draws the first day.
bench-day: setup build/release/build.ninja
	cmake --build --preset release -j $(JOBS) --target louxia_day
	node tests/bench/day.mjs $(if $(PICTURES),--pictures "$(PICTURES)")

# Everything that takes long: random days, typing, what has to last.
test-long: test-days test-typing test-lasting

# Random days against the reference model, many and long, without sanitizers and with a process for
# each of JOBS: make test-days SEEDS=10000; EVENTS sequences of events before the dispatcher, natively
# and as wasm; and RUSHES times two hundred at once for what one can have.
test-days: setup build/release/build.ninja build/wasm/build.ninja
	cmake --build --preset release -j $(JOBS) --target louxia_model_tests louxia_decisions
	cmake --build --preset web -j $(JOBS) --target louxia_decisions
	node tests/shared/dispatch/long.mjs $(or $(EVENTS),10000)
	node tests/server/model/long.mjs $(or $(SEEDS),200) $(JOBS)
	LOUXIA_RUSH_SEEDS=$(or $(RUSHES),1000) ./build/release/tests/louxia_model_tests --test-case="of two hundred*"

# What people type, 200 scripts for each field beside a plain one of the browser, and every face at large text.
test-typing: setup native web
	TYPING_SCRIPTS=$(or $(SCRIPTS),200) LARGE_TEXT=long LOUXIA_ROOT="$(CURDIR)" node --test --test-reporter=spec \
		--test-concurrency=1 tests/e2e/typing.test.mjs tests/e2e/text_size.test.mjs

# What has to last: 20 times without graphics, a kiosk's day of 12 hours at 20 times the speed (HOURS=2 is shorter), every screen beside its picture.
test-lasting: setup dev native web-tests
	CONTEXT_LOSSES=20 LOOK=long LOUXIA_ROOT="$(CURDIR)" node --test --test-reporter=spec --test-concurrency=1 \
		tests/e2e/alive.test.mjs tests/e2e/look.test.mjs
	KIOSK_HOURS=$(or $(HOURS),12) LOUXIA_ROOT="$(CURDIR)" node --test --test-reporter=spec tests/budgets/kiosk_day.test.mjs

# Every fuzz target under libFuzzer, SECONDS each: make fuzz SECONDS=1800 TARGETS="json sheet"
fuzz: setup build/fuzz/build.ninja
	cmake --build --preset fuzz -j $(JOBS) --target louxia_fuzz
	node tests/fuzz/run.mjs build/fuzz/tests $(or $(SECONDS),60) $(TARGETS)

clean:
	rm -rf build

setup:
	@./emsdk-setup.sh

native: setup build/release/build.ninja
	cmake --build --preset release -j $(JOBS) --target louxia

native-bench: native
	cmake --build --preset release -j $(JOBS)

dev: setup build/dev/build.ninja
	cmake --build --preset dev -j $(JOBS)

tsan: setup build/tsan/build.ninja
	cmake --build --preset tsan -j $(JOBS) --target louxia_shared_tests louxia_server_tests

web: setup build/wasm/build.ninja
	cmake --build --preset web -j $(JOBS) --target louxia_stage

web-tests: web
	cmake --build --preset web -j $(JOBS)

build/wasm/build.ninja: CMakePresets.json cmake/emscripten.cmake | setup
	cmake --preset web
	@touch $@

build/%/build.ninja: CMakePresets.json | setup
	cmake --preset $*
	@touch $@

comma := ,
