package main

import (
	"errors"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// batchFlags say which batches are meant: those that fit all of them.
type batchFlags struct {
	Type   []string           `placeholder:"TYPE" help:"Batches of this type, such as pricing; can be repeated."`
	State  []model.BatchState `placeholder:"STATE" help:"Batches in this state: created, open, complete, executing, failed, canceled, executed, reverting or reverted; can be repeated."`
	Search string             `placeholder:"WORDS" help:"Batches with all of these words in number, description or notes."`
	Mine   bool               `help:"Batches that the user created in whose place the command acts."`
	Where  string             `placeholder:"JSON" help:"Batches that match, as the API's BatchFilter: {\"createdAt\": {\"gte\": \"2026-01-01T00:00:00Z\"}}. The other flags count, too."`
}

// given reports whether any of the flags is.
func (f *batchFlags) given() bool {
	return len(f.Type) > 0 || len(f.State) > 0 || f.Search != "" || f.Mine || f.Where != ""
}

func (f *batchFlags) filter() (*batch.Filter, error) {
	where := &batch.Filter{}
	if f.Where != "" {
		var err error
		if where, err = parseWhere[batch.Filter](f.Where, "BatchFilter"); err != nil {
			return nil, err
		}
	}
	if len(f.Type) > 0 && where.Type != nil || len(f.State) > 0 && where.State != nil || f.Search != "" && where.Search != nil {
		return nil, errors.New("--where has a condition that is given as a flag, too: choose one")
	}
	if len(f.Type) > 0 {
		where.Type = &filter.String{In: f.Type}
	}
	if len(f.State) > 0 {
		where.State = f.State
	}
	if f.Search != "" {
		where.Search = &f.Search
	}
	if f.Mine {
		where.Mine = &f.Mine
	}
	return where, nil
}

// batchTarget is the batch that a command works on, or which ones.
type batchTarget struct {
	batchFlags
	Batch *batchNumber `arg:"" optional:"" help:"The batch's number; without it, all batches that the flags tell, each answered for."`
}

// many is the filter of the batches that are meant; nil: it is the one whose number
// is given.
func (t *batchTarget) many() (*batch.Filter, error) {
	switch {
	case t.Batch != nil && t.given():
		return nil, errors.New("give a batch's number, or flags that tell which batches, but not both")
	case t.Batch != nil:
		return nil, nil
	case !t.given():
		return nil, errors.New("say which batch by its number, or which batches by flags such as --type and --state")
	}
	return t.filter()
}
