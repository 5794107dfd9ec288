#!/usr/bin/env bash
# Makes the README's pictures of the workbook and the report out of the demo: `make demo` first.
# Needs LibreOffice, poppler-utils, ImageMagick, Chromium and a Chinese font (fonts-noto-cjk).
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p docs/images
cp demo-output/customers.xlsx demo-output/report.html "$work"

soffice --headless --convert-to pdf --outdir "$work" "$work/customers.xlsx" >/dev/null 2>&1
# The second page is the first of the customers; below the table stands nothing but the page's number.
pdftoppm -r 110 -f 2 -l 2 -png "$work/customers.pdf" "$work/page"
convert "$work"/page-*.png -gravity south -chop 0x90 -trim -bordercolor white -border 12 -resize 1200x +dither -colors 96 docs/images/workbook.png

chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1280,1500 --screenshot="$work/report.png" "file://$work/report.html" 2>/dev/null
convert "$work/report.png" -resize 1000x +dither -colors 96 docs/images/report.png
ls -l docs/images
