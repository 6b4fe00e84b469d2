#compdef beacon
# zsh completion of beacon, by beacon itself. Names from outside are never expanded: compadd quotes them.
_beacon() {
    local -a answer typed
    typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
    answer=("${(@f)$("${(Q)words[1]/#\~\//$HOME/}" complete zsh "${typed[@]}" 2> /dev/null)}")
    if (( $#answer > 1 )); then
        compadd -- "${(@)answer[2,-1]}"
    elif [[ ${answer[1]-} == files ]]; then
        _files
    fi
}
if [[ ${funcstack[1]-} == _beacon ]]; then
    _beacon "$@"
else
    compdef _beacon beacon
fi
