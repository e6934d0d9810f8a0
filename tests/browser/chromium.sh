#!/bin/sh
# Chromium without the two pages of its address bar's suggestions: it makes them for each window,
# though nobody types there, and they cost more than the windows. Of several such lists it heeds
# the last, so these two names go into Playwright's.
for argument do
    shift
    case $argument in
        --disable-features=*) argument="$argument,WebUIOmniboxPopup,WebUIOmniboxAimPopup" ;;
    esac
    set -- "$@" "$argument"
done
exec chromium "$@"
