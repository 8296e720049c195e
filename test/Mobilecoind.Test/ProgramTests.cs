using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Blockchain;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Wire.Admin;
using MobileCoin.Wire.MobilecoindApi;
using TimestampCode = MobileCoin.Wire.Watcher.TimestampResultCode;

namespace MobileCoin.Mobilecoind.Test;

public sealed partial class ProgramTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly SampleChain Chain = new(90, 12);

    private readonly TestSurroundings _surroundings = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mobilecoind").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Folder(string name) => Path.Combine(_folder, name);

    private string Publish(string name, params IEnumerable<BlockData> blocks)
    {
        foreach (BlockData block in blocks)
        {
            string file = Path.Combine(Folder(name), ArchivePath.OfBlock(block.Block.Index));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, ArchiveBlocks.Encode(block));
        }
        return new Uri(Folder(name)).AbsoluteUri;
    }

    private Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(MobilecoindProgram.Program, arguments, _surroundings.Make());

    private async Task<GrpcChannel> ConnectAsync(Task<int> program)
    {
        while (true)
        {
            if (program.IsCompleted) Assert.Fail($"{await program}: {_surroundings.Error}{_surroundings.Output}");
            Match port = Listening().Match(_surroundings.Output);
            if (port.Success) return GrpcChannel.ForAddress($"http://127.0.0.1:{port.Groups["port"].Value}");
            await Task.Delay(5, Token);
        }
    }

    [GeneratedRegex("--listen-uri listens on insecure-mobilecoind://[0-9.]+:(?<port>[0-9]+)/", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();

    // From nothing: the origin block and all others from an archive beside one that lies, headers from two nodes.
    [Fact]
    public async Task ALedger_IsMade_Followed_AndServed()
    {
        await using FakeNode first = await FakeNode.StartAsync(Chain.Blocks[..9]), second = await FakeNode.StartAsync(Chain.Blocks[..9]);
        string good = Publish("good", Chain.Blocks), liar = Publish("liar", [Chain[0], .. new SampleChain(91, 12).Blocks.Skip(1)]);
        Task<int> program = RunAsync(
            "--ledger-db", Folder("ledger"), "--watcher-db", Folder("watcher"), "--chain-id", "local", "--peer", $"{first.Uri},{second.Uri}",
            "--tx-source-url", liar, "--tx-source-url", good, "--poll-interval", "0", "--listen-uri", "insecure-mobilecoind://127.0.0.1:0/");
        using GrpcChannel channel = await ConnectAsync(program);
        var client = new MobilecoindAPI.MobilecoindAPIClient(channel);
        await UntilAsync(async () => (await client.GetLedgerInfoAsync(new Empty(), cancellationToken: Token)).BlockCount == 9);
        first.Blocks = Chain.Blocks; // one of two: not enough
        await UntilAsync(async () => (await client.GetNetworkStatusAsync(new Empty(), cancellationToken: Token)).PeerBlockIndexMap.Values.Max() == 11);
        Assert.Equal(9ul, (await client.GetLedgerInfoAsync(new Empty(), cancellationToken: Token)).BlockCount);
        second.Blocks = Chain.Blocks;
        await UntilAsync(async () => (await client.GetLedgerInfoAsync(new Empty(), cancellationToken: Token)).BlockCount == 12);
        await UntilAsync(async () => (await client.GetNetworkStatusAsync(new Empty(), cancellationToken: Token)) is { NetworkHighestBlockIndex: 11, IsBehind: false });

        GetNetworkStatusResponse status = await client.GetNetworkStatusAsync(new Empty(), cancellationToken: Token);
        Assert.Equal((11ul, 2, 11ul, 4u, "local"), (status.LocalBlockIndex, status.PeerBlockIndexMap.Count, status.LastBlockInfo.Index, status.LastBlockInfo.NetworkBlockVersion, status.ChainId));
        Assert.Equal("local", first.ChainId);
        await UntilAsync(async () => (await client.GetBlockAsync(new GetBlockRequest { Block = 11 }, cancellationToken: Token)).TimestampResultCode == TimestampCode.TimestampFound);
        GetInfoResponse info = await new AdminAPI.AdminAPIClient(channel).GetInfoAsync(new Empty(), cancellationToken: Token);
        Assert.Equal("mobilecoind", info.Name);
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await client.GetBalanceAsync(new GetBalanceRequest(), cancellationToken: Token));
        Assert.Equal(StatusCode.Unimplemented, e.StatusCode);
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(0, await program);

        using Ledger ledger = Ledger.Open(Folder("ledger"), new LedgerOptions { ReadOnly = true });
        Assert.Equal(Chain[0], ledger.GetBlockData(0));
        for (int i = 1; i < 12; i++) Assert.Equal(Chain[i] with { Signature = null }, ledger.GetBlockData((ulong)i));
    }

    [Fact]
    public async Task OfALedgerThatIsThere_ACopyIsServed_Offline()
    {
        Ledger.Create(Folder("bootstrap"));
        using (Ledger ledger = Ledger.Open(Folder("bootstrap"))) ledger.AppendBlock(Chain[0]);
        Task<int> program = RunAsync(
            "--ledger-db", Folder("ledger"), "--ledger-db-bootstrap", Folder("bootstrap"), "--ledger-db-migrate", "--offline", "--listen-uri", "insecure-mobilecoind://127.0.0.1:0/",
            "--num-workers", "4");
        using GrpcChannel channel = await ConnectAsync(program);
        GetLedgerInfoResponse info = await new MobilecoindAPI.MobilecoindAPIClient(channel).GetLedgerInfoAsync(new Empty(), cancellationToken: Token);
        Assert.Equal((1ul, 2ul), (info.BlockCount, info.TxoCount));
        Assert.Contains("--num-workers does nothing: there is no wallet yet", _surroundings.Output, StringComparison.Ordinal);
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(0, await program);
    }

    [Fact]
    public async Task WhatIsWrong_IsTold()
    {
        (string Error, string[] Arguments)[] usage =
        [
            ("--peer is missing", []), ("--tx-source-url is missing", ["--peer", "mc://a/"]), ("--mobilecoind-db needs --listen-uri", ["--offline", "--mobilecoind-db", "x"]),
            ("--watcher-db and --offline exclude each other", ["--offline", "--watcher-db", "x"]), ("the scheme is none of", ["--peer", "mc://a/", "--tx-source-url", "s3://a/"]),
            ("quorum-set:1:14: threshold: is more than the 1 members", ["--offline", "--quorum-set", "{\"threshold\":2,\"members\":[{\"type\":\"Node\",\"args\":\"a:1\"}]}"]),
            ("is neither Node nor InnerSet", ["--offline", "--quorum-set", "{\"threshold\":1,\"members\":[{\"type\":\"X\",\"args\":\"a:1\"}]}"]),
        ];
        foreach ((string error, string[] arguments) in usage)
        {
            Assert.Equal(2, await RunAsync(arguments));
            Assert.True(_surroundings.Error.Contains(error, StringComparison.Ordinal), _surroundings.Error);
        }
        Assert.Equal(1, await RunAsync("--offline", "--ledger-db", Folder("none")));
        Assert.Contains("--offline forbids fetching one", _surroundings.Error, StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync("--offline", "--ledger-db", Folder("none"), "--ledger-db-bootstrap", Folder("nothing")));
        Assert.Contains("there is no data.mdb", _surroundings.Error, StringComparison.Ordinal);
        Directory.CreateDirectory(Folder("broken"));
        await File.WriteAllTextAsync(Path.Combine(Folder("broken"), "data.mdb"), "this is no database", Token);
        Assert.Equal(1, await RunAsync("--offline", "--ledger-db", Folder("broken")));
        Assert.Contains($"--ledger-db {Folder("broken")}", _surroundings.Error, StringComparison.Ordinal);
        string liar = Publish("liar", Chain[0] with { Contents = Chain[1].Contents });
        Assert.Equal(1, await RunAsync("--peer", "mc://a/", "--ledger-db", Folder("lied"), "--tx-source-url", liar));
        Assert.Contains($"block 0: {liar}/", _surroundings.Error, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds()) await Task.Delay(5, Token);
    }
}
