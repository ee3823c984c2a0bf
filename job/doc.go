// Package job is the engine that runs jobs: it cuts a source into chunks and
// has them processed in parallel, by any number of processes, each chunk
// exactly once.
//
// A running job has up to Parallelism lanes. A lane is carried by one River job
// at a time, its carrier, for a slice of time: chunk after chunk, each in a
// transaction of its own, until the carrier hands the lane on to a fresh River
// job. Everything a chunk does commits together with its completion, and only
// if its lane still has the same carrier: that is the fence, and it makes a
// false take-over harmless.
//
// Locks are taken in the order lane, chunk, job. Who starts from the job
// (Cancel, Resume, the sweep) takes lanes only where nobody can hold them, or
// skips those that are held.
package job
