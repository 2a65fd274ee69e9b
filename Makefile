# In front of Meson: one word for each thing that people do. `make help` lists them.

BUILD    ?= build
SANITIZE ?=
SUITE    ?=
PREFIX   ?= /usr/local
export FUZZ_SECONDS ?= 60
PYTHON   ?= $(shell [ -x /usr/bin/python3 ] && echo /usr/bin/python3 || echo python3)
comma    := ,

# A build with sanitizers has a directory of its own: build-address-undefined.
ifneq ($(SANITIZE),)
TEST_BUILD := build-$(subst $(comma),-,$(SANITIZE))
TEST_SETUP := -Dtests=enabled -Db_sanitize=$(SANITIZE) -Darena_debug=true -Doptimization=1
else
TEST_BUILD := $(BUILD)
TEST_SETUP := -Dtests=enabled -Dwerror=true
endif

.DEFAULT_GOAL := all
.PHONY: all demo test acceptance lint format bench fuzz install clean help

## all: build the library and build/demarche
all: | deps-build
	@tools/configure $(BUILD)
	@ninja -C $(BUILD)

## demo: install what is missing, build, code the sample account, show its events
demo: | deps-build
	@tools/configure $(BUILD)
	@ninja -C $(BUILD) --quiet
	@BUILD=$(BUILD) PYTHON=$(PYTHON) tools/demo

## test: install what is missing, build, run every suite (SANITIZE=address,undefined or
##       thread; SUITE="unit golden" for some of them)
test: | deps-test
	@tools/configure $(TEST_BUILD) $(TEST_SETUP)
	@ninja -C $(TEST_BUILD) --quiet
	@$(PYTHON) tests/run --build $(TEST_BUILD) $(if $(SANITIZE),--sanitize) $(SUITE)

## acceptance: what the project promises, measured on all of ../shared (slow)
acceptance: | deps-test
	@tools/configure $(BUILD)
	@ninja -C $(BUILD) --quiet
	@$(PYTHON) tests/run --build $(BUILD) --full acceptance

## lint: format, clang-tidy, banned functions, layers, sizes
lint: | deps-lint
	@tools/configure $(BUILD)
	@$(PYTHON) tools/lint --build $(BUILD)

## format: rewrite the sources in the house's format
format: | deps-lint
	@clang-format -i $$(find include src cli serve sqlite tests fuzz bench -name '*.[ch]')

## bench: words a second of each stage, of the parser, of mentions, coding and recording, peak
##        memory, growth, opening
bench: | deps-build
	@tools/configure $(BUILD)
	@ninja -C $(BUILD) --quiet
	@$(PYTHON) bench/run --build $(BUILD)
	@$(PYTHON) bench/parse --build $(BUILD)
	@$(PYTHON) bench/mention --build $(BUILD)
	@$(PYTHON) bench/event --build $(BUILD)
	@$(PYTHON) bench/lexicon --build $(BUILD)
	@$(PYTHON) bench/queries --build $(BUILD)
	@$(PYTHON) bench/record --build $(BUILD)

## fuzz: libFuzzer on every target (TARGETS="model trees" for some), for 60 seconds each
##       (FUZZ_SECONDS=N)
fuzz: | deps-fuzz
	@tools/fuzz $(TARGETS)

## install: to PREFIX (/usr/local), DESTDIR before it where set
install: | deps-build
	@tools/configure build-release -Dprefix=$(PREFIX) -Dtests=disabled -Dbench=false
	@ninja -C build-release --quiet
	@meson install -C build-release --no-rebuild

## clean: remove everything that was built
clean:
	rm -rf build build-*/ demo

## help: this list
help:
	@sed -n 's/^## \{0,1\}//p' $(MAKEFILE_LIST)

.PHONY: deps-build deps-test deps-lint deps-fuzz
deps-build deps-test deps-lint deps-fuzz: deps-%:
	@tools/deps $*
