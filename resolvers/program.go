package resolvers

import (
	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/job"
)

// dagOf shows a program that is weighted already; nil shows nil.
func dagOf(of *job.ProgramStatistics) *graph.Dag {
	if of == nil {
		return nil
	}
	d := &graph.Dag{
		Program: of.Program, Chunks: int(of.Chunks), Items: int(of.Items),
		QueueSeconds: of.Queued.Seconds(), ChunkSeconds: of.Took.Seconds(), RunSeconds: of.Statistics.RunTime().Seconds(), Dot: of.Graph.DOT(of.Program),
		Nodes: make([]*graph.DagNode, len(of.Graph.Nodes)), Edges: make([]*dag.GraphEdge, len(of.Graph.Edges)),
	}
	for i, n := range of.Graph.Nodes {
		d.Nodes[i] = &graph.DagNode{
			Key: n.ID, Name: n.Name, Kind: n.Kind, Doc: n.Doc, Subprogram: n.Subprogram, Calls: n.Calls,
		}
		if n.Statistics != nil {
			d.Nodes[i].Statistics = nodeStatistics(of.Statistics, *n.Statistics)
		}
	}
	for i := range of.Graph.Edges {
		d.Edges[i] = &of.Graph.Edges[i]
	}
	return d
}

// trialDag shows the program that a job was tried with.
func trialDag(trial *job.Trial) *graph.Dag {
	weighted := trial.Graph.Weighted(trial.Statistics)
	return dagOf(&job.ProgramStatistics{
		Program: trial.Program, Graph: &weighted, Chunks: 1, Items: trial.Items, Statistics: trial.Statistics,
	})
}

func dagStatistics(list []*job.ProgramStatistics) []*graph.DagStatistics {
	shown := make([]*graph.DagStatistics, len(list))
	for i, of := range list {
		shown[i] = &graph.DagStatistics{
			Chunks: int(of.Chunks), Items: int(of.Items), QueueSeconds: of.Queued.Seconds(), ChunkSeconds: of.Took.Seconds(), RunSeconds: of.Statistics.RunTime().Seconds(),
			Nodes: make([]*graph.NodeStatistics, len(of.Statistics)),
		}
		if of.Program != "" {
			shown[i].Program = &of.Program
		}
		if of.Chunk != nil {
			shown[i].Chunk = new(int(*of.Chunk))
		}
		for k, n := range of.Statistics {
			shown[i].Nodes[k] = nodeStatistics(of.Statistics, n)
		}
	}
	return shown
}

// nodeStatistics shows the figures of one node among those of all.
func nodeStatistics(all dag.Statistics, n dag.NodeStatistics) *graph.NodeStatistics {
	return &graph.NodeStatistics{
		Node: n.Node, Kind: n.Kind,
		Items: int(n.Items), Successes: int(n.Successes), Failures: int(n.Failures), Exceptions: int(n.Exceptions),
		RunSeconds: n.RunTime.Seconds(), MeanSeconds: n.Mean().Seconds(), Share: all.Share(n.Node),
	}
}
