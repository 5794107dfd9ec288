# Two commands on a fresh machine: `make demo` and `make test`. Both set up what they need.

SWIFT      ?= swift
RELEASE    := --configuration release --static-swift-stdlib --disable-local-rpath -Xlinker -s
BINARY     := .build/release/chatpool
PREFIX     ?= /usr/local
PACKAGES   := libxml2-dev libicu-dev libarchive-dev libphonenumber-dev libprotobuf-dev libabsl-dev libxlsxwriter-dev libsqlite3-dev nettle-dev pkg-config

.PHONY: setup build demo test test-desk test-spark check fmt bench score fuzz faults complexity package package-test docs outside install clean

setup: ## System libraries, through apt where they are missing.
	@scripts/setup.sh $(PACKAGES)

build: setup ## The release binary.
	$(SWIFT) build $(RELEASE) --product chatpool --explicit-target-dependency-import-check error

demo: build ## Reads fixtures/demo into a pool and writes it as a workbook, a report, CSV and JSON lines.
	@rm -rf demo-output && mkdir demo-output
	$(BINARY) import fixtures/demo --pool demo-output/chatpool.db --catalog fixtures/demo-catalog.csv \
	  -o demo-output/customers.xlsx -o demo-output/report.html -o demo-output/customers.csv -o demo-output/customers.jsonl
	@ls -l demo-output

test: build check ## Everything that CI runs; some tests make their inputs with python3.
	@scripts/setup.sh python3 util-linux
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	CHATPOOL_BINARY=$(abspath $(BINARY)) $(SWIFT) test --skip-build --parallel

test-desk: build ## The desk in Debian's chromium, both languages, light and dark, 1280 and 390 pixels; PICTURES=folder keeps what it saw.
	@scripts/setup.sh python3 python3-venv chromium fonts-noto-cjk strace
	python3 -m venv .build/desk-python && .build/desk-python/bin/pip install -q -r Tests/browser/requirements.txt
	.build/desk-python/bin/python Tests/browser/test_desk.py $(abspath $(BINARY)) $(PICTURES)

test-spark: build ## The demo on Spark, local[2] and a cluster of two workers of which one is killed, beside the single program; with the recipes.
	@scripts/setup.sh python3 python3-venv openjdk-17-jre-headless
	python3 -m venv .build/spark-python && .build/spark-python/bin/pip install -q './integrations/spark[test]'
	.build/spark-python/bin/python integrations/spark/tests/recipes.py $(abspath $(BINARY)) fixtures/demo
	.build/spark-python/bin/python integrations/spark/tests/compare.py $(abspath $(BINARY)) fixtures/demo --owner 山里人家·阿禾 --region CN --catalog fixtures/demo-catalog.csv
	.build/spark-python/bin/python integrations/spark/tests/compare.py $(abspath $(BINARY)) fixtures/demo --owner 山里人家·阿禾 --region CN --catalog fixtures/demo-catalog.csv --cluster --kill

check: ## Formatting.
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

fmt: ## Formats the sources in place.
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

bench: build ## Speed and memory against named baselines; see Benchmarks/README.md.
	Benchmarks/run.sh $(abspath $(BINARY))

score: build ## Orders, items, amounts … over all labelled talk, each writer left out of training in turn; sealed writers by totals.
	@scripts/setup.sh python3 python3-venv
	python3 -m venv .build/acts-python && .build/acts-python/bin/pip install -q -r scripts/acts/requirements.txt
	.build/acts-python/bin/python scripts/acts/train.py --folds 4 --no-out --vectors .build/acts-vectors.npy --fold-tables .build/acts-folds --binary $(abspath $(BINARY))
	scripts/acts/score.py --tables .build/acts-folds --binary $(abspath $(BINARY))

fuzz: setup ## Random bytes for every part that takes bytes of strangers, a minute each; SECONDS=, SEED=, TARGETS=.
	@scripts/setup.sh python3 clang
	SWIFT=$(SWIFT) scripts/fuzz/run.sh $(or $(SECONDS),60) $(or $(SEED),1) $(TARGETS)

faults: build ## Kills, full disks, failing calls, two processes, damaged pools; TRIALS= of each kind.
	@scripts/setup.sh python3 gcc
	CHATPOOL=$(abspath $(BINARY)) scripts/faults.py $(or $(TRIALS),20) $(or $(SEED),1)

complexity: build ## Instructions for inputs of n and 4n, counted by valgrind.
	@scripts/setup.sh python3 valgrind
	CHATPOOL=$(abspath $(BINARY)) scripts/complexity.py

package: build ## A Debian package and a tarball that runs on any x86-64 Linux with glibc 2.36, in out/.
	@scripts/setup.sh dpkg-dev binutils
	scripts/package.sh $(abspath $(BINARY)) out

package-test: ## Installs both in bare systems without Swift and uses them there; SUITES=, as root.
	@scripts/setup.sh debootstrap python3
	scripts/package_test.sh out $(SUITES)

docs: setup ## The documentation of the library products, in out/docs; a warning is an error.
	@rm -rf out/docs && mkdir -p out/docs
	@for product in ChatReaders ChatExtract ChatIdentity CustomerPool ChatImport; do \
	  CHATPOOL_DOCS=1 $(SWIFT) package --scratch-path .build-docs --allow-writing-to-directory out/docs generate-documentation --target $$product \
	    --output-path out/docs/$$product --warnings-as-errors || exit 1; \
	done

outside: setup ## Builds and runs a package of its own that depends on every library product.
	$(SWIFT) run --package-path Tests/OutsidePackage --scratch-path .build-outside outside fixtures/demo

install: build ## The binary, its manual page, shell completions and the desk's entry in menus, under PREFIX.
	install -d $(PREFIX)/bin $(PREFIX)/share/bash-completion/completions $(PREFIX)/share/zsh/site-functions $(PREFIX)/share/fish/vendor_completions.d $(PREFIX)/share/man/man1 $(PREFIX)/share/applications
	install -m 755 $(BINARY) $(PREFIX)/bin/chatpool
	install -m 644 docs/chatpool.1 $(PREFIX)/share/man/man1/chatpool.1
	install -m 644 docs/chatpool.desktop $(PREFIX)/share/applications/chatpool.desktop
	$(BINARY) --generate-completion-script bash > $(PREFIX)/share/bash-completion/completions/chatpool
	$(BINARY) --generate-completion-script zsh > $(PREFIX)/share/zsh/site-functions/_chatpool
	$(BINARY) --generate-completion-script fish > $(PREFIX)/share/fish/vendor_completions.d/chatpool.fish

clean:
	rm -rf .build .build-docs .build-outside out demo-output
