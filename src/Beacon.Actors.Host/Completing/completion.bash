# bash completion of beacon, by beacon itself. Names from outside are never expanded: beacon quotes them, and bash only inserts them.
_beacon() {
    local -a answer=()
    COMPREPLY=()
    mapfile -t answer < <("${1/#\~\//$HOME/}" complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2> /dev/null)
    COMPREPLY=("${answer[@]:1}")
    if ((${#COMPREPLY[@]} == 0)) && [[ ${answer[0]-} != files ]]; then
        compopt +o default
    fi
    if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace
    fi
}
complete -o default -F _beacon beacon
