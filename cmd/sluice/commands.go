package main

import (
	"fmt"

	"github.com/sluicehq/sluice/server"
)

// commands are the subcommands and the settings that all of them have.
type commands struct {
	server.LogOptions
	JSON bool `name:"json" help:"Write results as JSON, for scripts."`

	Serve      serveCommand     `cmd:"" default:"withargs" help:"Serve the app and the API, and work on jobs. This is what happens without a subcommand."`
	Worker     workerCommand    `cmd:"" help:"Work on jobs only, or show who does."`
	Migrate    migrateCommand   `cmd:"" help:"Change or show the database schema."`
	Seed       seedCommand      `cmd:"" help:"Make up a demo catalog."`
	Import     importCommand    `cmd:"" help:"Bring data in, by an importer. The exit status is 3 if lines were rejected."`
	Batch      batchCommand     `cmd:"" help:"Make, show and execute batches."`
	Job        jobCommand       `cmd:"" help:"Make, try, run, watch and correct jobs."`
	Operation  operationCommand `cmd:"" help:"Make, show, claim and finish operations."`
	SignInLink linkCommand      `cmd:"" help:"Make a link that signs a user in once."`
	User       userCommand      `cmd:"" help:"Create and change users."`
	Role       roleCommand      `cmd:"" help:"Say what the users with a role may do."`
	Token      tokenCommand     `cmd:"" help:"Manage API tokens."`
	Version    versionCommand   `cmd:"" help:"Show which build this is."`
}

type serveCommand struct {
	server.Options
}

func (c *serveCommand) Run(s *session) error {
	return server.Run(s.ctx, c.Options, server.Console{
		Out: s.out, Logger: s.logger(), LogRequests: s.log.JSON(s.err),
	})
}

type versionCommand struct{}

func (versionCommand) Run(s *session) error {
	return s.show(map[string]string{"revision": server.Revision()}, func() error {
		_, err := fmt.Fprintln(s.out, server.Revision())
		return err
	})
}
