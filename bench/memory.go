package main

import (
	"context"
	"fmt"
	"os"
	"strings"
)

// measureMemory reads the greatest resident memory that the server has had
// during everything before, without its PostgreSQL.
func measureMemory(_ context.Context, st *stage) (result, error) {
	r := result{Work: "peak memory of the server", Unit: "MB", MustText: "≤ 200", Goal: "100"}
	var err error
	r.Figure, err = st.peakMemory()
	r.Ours = []float64{r.Figure}
	r.Reached = r.Figure > 0 && r.Figure <= 200
	return r, err
}

// peakMemory is the greatest resident memory of the server so far, in MB.
func (st *stage) peakMemory() (megabytes float64, err error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", st.server.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("reading the server's memory (it takes Linux): %w", err)
	}
	for _, line := range strings.Split(string(status), "\n") {
		var kilobytes float64
		if n, _ := fmt.Sscanf(line, "VmHWM: %f kB", &kilobytes); n == 1 {
			megabytes = kilobytes / 1000
		}
	}
	return megabytes, nil
}
