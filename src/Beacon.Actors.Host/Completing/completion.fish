# fish completion of beacon, by beacon itself. Names from outside are never expanded: fish quotes what it inserts.
function __beacon_complete
    set -l words (commandline -opc)
    set -l answer ($words[1] complete fish $words[2..-1] (commandline -ct) 2> /dev/null)
    if test (count $answer) -gt 1
        printf '%s\n' $answer[2..-1]
    else if test "$answer[1]" = files
        __fish_complete_path (commandline -ct)
    end
end
complete -c beacon -f -a '(__beacon_complete)'
