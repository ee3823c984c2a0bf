package dag

import "time"

// SetClock replaces the clock of a runner.
func (r *Runner[T]) SetClock(now func() time.Duration) { r.now = now }
