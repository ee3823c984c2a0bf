package main

import (
	"cmp"
	"context"
	"errors"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/server"
)

type jobCreate struct {
	acting
	Application    string            `required:"" help:"What to run, such as packsize."`
	Source         string            `placeholder:"SOURCE" help:"What to read, such as products, products:department=12, batch:123, exceptions:45 or results:45."`
	File           string            `placeholder:"FILE" help:"A file to read instead, for applications that do, such as transactions; - for the standard input. It is copied to the database first."`
	Name           string            `placeholder:"TEXT" help:"Tells the job from others. By default the application's title."`
	Description    string            `placeholder:"TEXT" help:"What the job is for."`
	Param          map[string]string `mapsep:"none" placeholder:"KEY=VALUE" help:"A parameter of the application; can be repeated."`
	Partitioning   string            `default:"size_5000" placeholder:"NAME" help:"How to cut the source into chunks: size_N, every_N, sample_N or test_N; by default ${default}."`
	PartitioningID *int64            `placeholder:"ID" help:"Use this kept cut of a source instead."`
	Parallelism    int               `default:"2" placeholder:"N" help:"How many chunks to process at once; by default ${default}."`
	Priority       int               `default:"2" placeholder:"N" help:"1 (first) to 4 (last); by default ${default}."`
	Rate           *int              `placeholder:"N" help:"Items per second at most. By default as many as it can."`
}

func (c *jobCreate) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		applications, err := app.Jobs.Applications(ctx)
		if err != nil {
			return err
		}
		spec := job.Spec{
			Application: c.Application, Name: c.Name, Description: c.Description, Source: c.Source,
			Partitioning: c.Partitioning, PartitioningID: c.PartitioningID,
			Parallelism: c.Parallelism, Priority: c.Priority, Rate: c.Rate, Parameters: given(nil, c.Param),
		}
		for _, info := range applications {
			if info.Name == c.Application {
				spec.Name = cmp.Or(c.Name, info.Title)
				spec.Parameters = withDefaults(info.Parameters, given(info.Parameters, c.Param))
			}
		}
		if c.File != "" {
			if spec.Source, err = c.stage(ctx, s, app); err != nil {
				return err
			}
		}
		j, err := app.Jobs.CreateJob(ctx, spec)
		if err != nil {
			return err
		}
		return s.showJob(ctx, app, j)
	})
}

// stage copies the file to where jobs can read it and returns the source.
func (c *jobCreate) stage(ctx context.Context, s *session, app *server.App) (source string, err error) {
	if c.Source != "" || c.PartitioningID != nil {
		return "", errors.New("--file is a source of its own; leave --source and --partitioning-id out")
	}
	file, err := s.input(c.File)
	if err != nil {
		return "", err
	}
	defer file.Close()
	return app.Jobs.Stage(ctx, c.Application, file)
}
