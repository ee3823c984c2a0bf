// Package resolvers translates between GraphQL and the domain: parse, one
// domain call, answer. The files *.resolvers.go follow the schema's files.
package resolvers

//go:generate go -C .. tool gqlgen generate

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/savedfilter"
	"github.com/sluicehq/sluice/upload"
)

// Domain is what the API speaks for.
type Domain struct {
	Authenticator *auth.Authenticator
	Accounts      *auth.Accounts
	Catalog       *catalog.Catalog
	Batches       *batch.Service
	SavedFilters  *savedfilter.Service
	Importers     *importer.Service
	Jobs          *job.Engine
	Operations    *operation.Service
	Uploads       *upload.Service
	Hub           *event.Hub
}

// Resolver answers the fields of the schema.
type Resolver struct {
	Domain
	feeds feeds
}

// New returns the root resolver. Its Loaders belong into the server's operation
// middleware, and Present is the server's error presenter.
func New(d Domain) *Resolver { return &Resolver{Domain: d, feeds: d.newFeeds()} }

// Schema returns what a GraphQL server executes.
func (r *Resolver) Schema() graphql.ExecutableSchema {
	return graph.NewExecutableSchema(graph.Config{Resolvers: r, Complexity: complexity()})
}
