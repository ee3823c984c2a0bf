// Package batch is the life of a batch: pending rows that are populated,
// reviewed, executed and then frozen. What a batch means is up to its Handler;
// batch types are plug-ins.
//
// Populating and executing are jobs: the applications "batch.populate" and
// "batch.execute" of this package run on the engine of package job.
package batch
