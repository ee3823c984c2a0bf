package job

import (
	"strings"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/words"
)

// Summary tells people what has become of a job: how many of what.
func Summary(p *model.JobProgress) string {
	if p.TotalItems == nil {
		return begins(p) + "."
	}
	text := begins(p) + ": "
	if p.State == model.JobCreated {
		return text + words.Plural(*p.TotalItems, "item", "items") + " in " + words.Plural(*p.TotalChunks, "chunk", "chunks") + " to process."
	}
	text += words.Thousands(p.ItemsDone) + " of " + words.Plural(*p.TotalItems, "item", "items") + " dealt with"
	var but []string
	if p.ItemsFailed > 0 {
		but = append(but, words.Thousands(p.ItemsFailed)+" failed")
	}
	switch {
	case p.Exceptions == 1:
		but = append(but, "1 is stored away")
	case p.Exceptions > 1:
		but = append(but, words.Thousands(p.Exceptions)+" are stored away")
	}
	if len(but) > 0 {
		text += ", of which " + strings.Join(but, " and ")
	}
	text += "."
	if p.ExceptionsOpen > 0 {
		text += " " + words.Plural(p.ExceptionsOpen, "exception waits", "exceptions wait") + " for a person to decide."
	}
	if p.ChunksFailed > 0 {
		text += " " + words.Plural(p.ChunksFailed, "chunk", "chunks") + " failed as a whole."
	}
	return text
}

// begins says how a job stands.
func begins(p *model.JobProgress) string {
	text, known := stands[p.State]
	if !known {
		return "Running"
	}
	if p.State == model.JobFinished && p.StartedAt != nil && p.FinishedAt != nil {
		took, step := p.FinishedAt.Sub(*p.StartedAt), 100*time.Millisecond
		if took < time.Second {
			step = time.Millisecond
		}
		text += " in " + took.Round(step).String()
	}
	return text
}

var stands = map[model.JobState]string{
	model.JobCreated:   "Not started",
	model.JobRunning:   "Running",
	model.JobPaused:    "Paused",
	model.JobCanceling: "Being canceled",
	model.JobFinished:  "Finished",
	model.JobFailed:    "Failed",
	model.JobCanceled:  "Canceled",
}
