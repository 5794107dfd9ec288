#!/bin/sh
# Prints how well rhythms and partings are told for a seller whose customers' are known: 400 customers over two years, five seeds, and their chats through the whole program.
set -e
cd "$(dirname "$0")/.."
[ -n "$SKIP_BUILD" ] || swift build --build-tests
FIGURES=1 swift test --skip-build --filter 'SimulatedSellerTests|SimulatedChatTests' 2>&1 | grep -E 'overdue precision|error:|✘' | sort
