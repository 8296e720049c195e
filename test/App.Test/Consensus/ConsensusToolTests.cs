// Fact sheet consensus §5.5.
using System.Text.Json;
using MobileCoin.App.Consensus;
using MobileCoin.Hosting;

namespace MobileCoin.App.Test;

public sealed class ConsensusToolTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task Status_IsALineForEachNode()
    {
        await using TestNode a = await TestNode.StartAsync(7), b = await TestNode.StartAsync(ulong.MaxValue);
        string[] lines = (await _tool.DoAsync(ConsensusTool.Program, "status", a.Uri, b.Uri, "--chain-id", "local")).TrimEnd('\n').Split('\n');
        Assert.Equal([7ul, ulong.MaxValue], lines.Select(l => JsonElement.Parse(l).GetProperty("index").GetUInt64()));
        Assert.Equal(a.Uri, JsonElement.Parse(lines[0]).GetProperty("uri").GetString());
        Assert.Equal("{\"0\":400,\"8192\":1024}", JsonElement.Parse(lines[0]).GetProperty("minimum_fees").ToString());
        Assert.Equal(3, JsonElement.Parse(lines[0]).GetProperty("network_block_version").GetInt32());
        Assert.Equal(["local"], a.ChainIds);
        Assert.Equal(lines[0] + "\n", await _tool.DoAsync(ConsensusTool.Program, "status", "--peer", a.Uri));

        var surroundings = new Hosting.Test.TestSurroundings();
        surroundings.Variables["MC_PEER"] = $"{a.Uri},{b.Uri}";
        Assert.Equal(0, await CommandLine.RunAsync(ConsensusTool.Program, ["status"], surroundings.Make()));
        Assert.Equal(lines, surroundings.Output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task WaitForBlock_AsksUntilAllHaveIt()
    {
        await using TestNode a = await TestNode.StartAsync(1, 2, 3, 4), b = await TestNode.StartAsync(9);
        Assert.Equal("", await _tool.DoAsync(ConsensusTool.Program, "wait-for-block", a.Uri, b.Uri, "--index", "3", "--period", "0"));
        Assert.Equal((3, 3), (a.Asked, b.Asked));
    }

    [Fact]
    public async Task Waiting_OutlastsANodeThatStarts()
    {
        await using TestNode node = await TestNode.StartAsync(3);
        node.Faults = 9;
        await _tool.DoAsync(ConsensusTool.Program, "wait-for-block", node.Uri, "--index", "3", "--period", "0");
        Assert.Equal($"{node.Uri}: Unavailable: starting: waiting for it\n", _tool.Error);
    }

    [Fact]
    public async Task WaitForQuiet_PrintsWhereTheyStayed()
    {
        await using TestNode a = await TestNode.StartAsync(5, 6, 7, 7), b = await TestNode.StartAsync(7);
        Assert.Equal("7\n", await _tool.DoAsync(ConsensusTool.Program, "wait-for-quiet", a.Uri, b.Uri, "--period", "0"));
        Assert.Equal(4, a.Asked);
        await using TestNode c = await TestNode.StartAsync(7, 7, 7, 8, 9, 9);
        Assert.Equal("9\n", await _tool.DoAsync(ConsensusTool.Program, "wait-for-quiet", c.Uri, "--period", "0", "--beyond-block", "7"));
    }

    [Fact]
    public async Task WhatIsWrong_IsNamed()
    {
        Assert.Contains("neither <uri> nor --peer", await _tool.FailAsync(ConsensusTool.Program, "status"), StringComparison.Ordinal);
        Assert.Contains("<uri>: ", await _tool.FailAsync(ConsensusTool.Program, "status", "http://x/"), StringComparison.Ordinal);
        Assert.Contains("--index is missing", await _tool.FailAsync(ConsensusTool.Program, "wait-for-block", "insecure-mc://127.0.0.1:1/"), StringComparison.Ordinal);
        Assert.Contains("insecure-mc://127.0.0.1:1/: Unavailable", await _tool.FailAsync(ConsensusTool.Program, "status", "insecure-mc://127.0.0.1:1/"), StringComparison.Ordinal);
    }
}
