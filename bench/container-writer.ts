/**
 * A script for busybox that writes so many lines a second, a tenth of a second's at once; half a percent of them of
 * interest.
 */
export function containerWriter(rate: number, seconds: number): string {
  return `awk 'BEGIN {
    begin = systime()
    for (second = 1; second <= ${seconds}; second++) {
      for (tenth = 0; tenth < 10; tenth++) {
        for (each = 0; each < ${rate / 10}; each++) {
          stamp = strftime("%Y-%m-%dT%H:%M:%S", systime()) ".000+00:00"
          if (++i % 200 == 0) print stamp " [ws] closed before connect conn=" i " remote=10.0.0.9 host=gw:18789 code=1008 reason=unauthorized"
          else print stamp " [ws] res ✓ chat.history 52ms conn=6f1d2a3b line " i
        }
        fflush(); system("usleep 80000")
      }
      while (systime() < begin + second) system("usleep 5000")
    }
    print "done"; fflush(); system("sleep 1000")
  }'`
}
