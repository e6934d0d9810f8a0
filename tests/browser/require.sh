#!/bin/sh
# The last word of `make test`: were the browser tests run?
command -v chromium >/dev/null 2>&1 && exit 0
echo "NOTE: the browser tests did not run, because Chromium is not installed and could not be."
echo "      Install your system's chromium package and run make test again."
