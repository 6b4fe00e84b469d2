# Kills the processes that a supervisor leaves behind if it dies. It reads the supervisor's processes from standard input; end of file means
# that the supervisor has ended, since only the supervisor holds the other end of the pipe. What was before it started is in variables:
#
#     BEACON_GUARDIAN_GROUP   the cgroup of all components; empty: there is none
#     BEACON_GUARDIAN_RUNS    the runs that have begun
#     BEACON_GUARDIAN_ALIVE   how many processes were made or about to be
#
#     run ID         a run has begun: this user's processes with BEACON_RUN_ID=ID in their environment belong to it
#     launching      a process is about to be made
#     session PID    the process was made and leads a session
#     gone PID       nothing is left of it; 0: it was not made
PATH=/usr/bin:/bin:/usr/local/bin
exec >/dev/null 2>&1
cd /
trap '' HUP INT QUIT TERM PIPE
group=$BEACON_GUARDIAN_GROUP
alive=$BEACON_GUARDIAN_ALIVE
marks=
for run in $BEACON_GUARDIAN_RUNS; do marks="$marks -e BEACON_RUN_ID=$run"; done
while read -r word value; do
    case $word in
        run) marks="$marks -e BEACON_RUN_ID=$value" ;;
        launching) alive=$((alive + 1)) ;;
        session) eval "session_$value=known" ;;
        gone) alive=$((alive - 1)); unset "session_$value" ;;
    esac
done

# A process that was being made when the supervisor died gets its mark only after a moment: search until no more are found for a while.
quiet=0
rounds=0
[ "$alive" -gt 0 ] || quiet=5
while [ "$quiet" -lt 5 ] && [ "$rounds" -lt 500 ]; do
    quiet=$((quiet + 1))
    rounds=$((rounds + 1))
    [ -z "$group" ] || echo 1 >"$group/cgroup.kill"
    for file in $(grep -lzxF $marks /proc/[0-9]*/environ); do
        # Anybody can write the mark into an environment: it counts for processes of this user. Others are found by session and cgroup.
        file=${file%/environ}
        [ -O "$file" ] && kill -KILL "${file#/proc/}" && quiet=0
    done
    for file in /proc/[0-9]*/stat; do
        read -r line <"$file" || continue
        set -- ${line##*) }
        eval "known=\${session_$4:-}"
        [ -n "$known" ] && [ "$1" != Z ] || continue
        file=${file#/proc/}
        kill -KILL "${file%/stat}" && quiet=0
    done
    sleep 0.02
done

[ -n "$group" ] || exit 0
rounds=0
while [ -d "$group" ] && [ "$rounds" -lt 50 ]; do
    for folder in "$group"/*/; do rmdir "$folder"; done
    rmdir "$group" || sleep 0.02
    rounds=$((rounds + 1))
done
