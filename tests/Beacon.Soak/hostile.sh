# A component that attacks its supervisor: sh hostile.sh KIND FOLDER. It lasts until it is stopped, whatever it has done before.
# FOLDER holds a file "victim", which nobody may change.
kind=$1
folder=$2
logs=$BEACON_RECORD/logs/$BEACON_COMPONENT
echo hostile

case $kind in
    # Its own logs become something else while lines arrive for them.
    logs-as-fifos) rm -f "$logs".*; mkfifo "$logs.out.log" "$logs.err.log" ;;
    logs-as-links) rm -f "$logs".*; ln -s "$folder/victim" "$logs.out.log"; ln -s "$folder/victim" "$logs.err.log" ;;
    logs-as-folders) rm -f "$logs".*; mkdir "$logs.out.log" "$logs.err.log" ;;
    logs-deleted) rm -f "$logs".* ;;

    # Files that the supervisor will write later are there already.
    files-as-fifos) for file in run.json run.json.tmp report.html report.html.tmp; do mkfifo "$BEACON_RECORD/$file"; done ;;
    files-as-links) for file in run.json.tmp report.html.tmp; do ln -s "$folder/victim" "$BEACON_RECORD/$file"; done ;;

    # Output on which slow patterns and parsers choke, and terminals obey.
    lines)
        blanks=$(printf '%4000s' '')
        printf 'a = 1, b =%sx%s]]\n' "$blanks" "$blanks"
        printf 'a%s%s%sx\n' "$blanks" "$blanks" "$blanks"
        printf '\357\273\277{"a": 1}\n{"a": \n[[[[[[\n{"\\ud800": 1e999}\n'
        printf '\033]0;title\007\033[2J\033]52;c;AAAA\007 \302\233 31m \342\200\256 reversed = 1\n'
        printf '\033[31mred\033[0m = 2\r=3\r\n\000\377\376 = 4\n'
        printf 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n'
        ;;

    # Daemons that hold its output open and stay.
    pipes)
        setsid sh -c 'trap "" TERM INT HUP; exec sleep 100000' &
        setsid env -i PATH="$PATH" sh -c 'exec sleep 100000' 2>&1 &
        ;;
esac

trap 'exit 0' TERM INT
while :; do
    echo tick
    sleep 0.05 &
    wait $!
done
