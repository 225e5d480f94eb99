# Two commands matter: `make run` opens Florilegium, `make test` proves it.
# Both install what they need on Debian and Ubuntu and say what.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
export LC_ALL ?= C.UTF-8
# Public test data, where it lies beside the checkout.
ifneq ($(wildcard ../shared/corpora),)
export FLORILEGIUM_CORPORA ?= $(abspath ../shared/corpora)
endif

.PHONY: run test bench score soak build check headless clean

run: build
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then ./build/florilegium; \
	else .ci/setup walk && echo "No display: walking the main job on a virtual one." && \
	  FLORILEGIUM_WALK=$(CURDIR)/build/walk go test -count=1 -run '^TestWalk' -v ./app && \
	  echo "Screenshots: build/walk/"; fi

build:
	@.ci/setup build
	@mkdir -p build
	@echo "Building build/florilegium. The first time this compiles Fyne and SQLite and takes some minutes."
	@.ci/progress go build -v -o build/florilegium .

# Each run names a folder of its own for the judges that were heard: go test, which
# remembers what a test read of its surroundings, then asks them anew.
test: build
	@.ci/setup judges
	@echo "Testing. Long proofs run a tenth of their length here; \`make soak\` runs them whole."
	@rm -rf build/heard && mkdir -p build/heard && mktemp -d $(CURDIR)/build/heard/XXXXXXXX > build/heard/now
	FLORILEGIUM_JUDGES=$$(cat build/heard/now) FLORILEGIUM_WALK=$(CURDIR)/build/walk go test -timeout 30m ./...
	go test -race -timeout 20m ./clipper/...
	@.ci/heard $$(cat build/heard/now)

bench:
	@mkdir -p build && rm -f build/bench.jsonl && touch build/bench.jsonl
	FLORILEGIUM_BENCH=$(CURDIR)/build/bench.jsonl go test -count=1 -p 1 -timeout 60m -run '^TestFigures' -v \
	  $(if $(ROOM),$(shell go list ./... | grep -E '/$(ROOM)$$'),./...) | grep -E '\((max|min) |FAIL|_test.go|panic'
	@{ echo '['; paste -sd, build/bench.jsonl; echo ']'; } > build/bench.json
	@echo "Written to build/bench.json"

score:
	@mkdir -p build/corpora && rm -f build/score.jsonl && touch build/score.jsonl
	@if [ -z "$$FLORILEGIUM_CORPORA" ]; then echo "FLORILEGIUM_CORPORA names no folder of test data: nothing is scored."; \
	elif [ ! -d build/corpora/metadata-dev ] && [ -f "$$FLORILEGIUM_CORPORA/metadata-dev.tar.xz" ]; then \
	  tar -xJf "$$FLORILEGIUM_CORPORA/metadata-dev.tar.xz" -C build/corpora; fi
	FLORILEGIUM_BENCH=$(CURDIR)/build/score.jsonl go test -tags headless -count=1 -p 1 -timeout 30m -run '^TestScore' -v \
	  $(if $(ROOM),$(shell go list -tags headless ./... | grep -E '/$(ROOM)$$'),./clipper/...) | grep -E '\((max|min) |:[0-9]+: |FAIL|panic'
	@{ echo '['; paste -sd, build/score.jsonl; echo ']'; } > build/score.json
	@echo "Written to build/score.json; what counts against us is listed under build/score/"

soak: build
	@.ci/setup walk
	FLORILEGIUM_SOAK=1 go test -count=1 -timeout 180m ./clipper/... ./db/... ./app/typeset
	.ci/fuzz

check:
	@files=$$(gofmt -l .); if [ -n "$$files" ]; then echo "$$files"; echo "Run gofmt -w on the files above."; exit 1; fi
	go vet ./...
	go tool staticcheck ./...

headless:
	@for os in linux windows darwin; do echo "headless build for $$os"; \
	  CGO_ENABLED=0 GOOS=$$os go build -tags headless -o /dev/null . || exit 1; done

clean:
	rm -rf build
