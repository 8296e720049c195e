// Where nodes are in the chain (fact sheet consensus §5.5).
using System.Globalization;
using System.Text;
using System.Text.Json;
using MobileCoin.Connections;
using MobileCoin.Hosting;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Consensus;

/// <summary>mc-consensus-tool</summary>
internal static class ConsensusTool
{
    private static readonly Flag<IReadOnlyList<ConsensusClientUri>> Uris = Flags.UriList<ConsensusClientUri>("uri", null, "the nodes") with { IsPositional = true };
    private static readonly Flag<IReadOnlyList<ConsensusClientUri>> Peers = Flags.UriList<ConsensusClientUri>("peer", "MC_PEER", "the nodes, where they are not given as arguments");
    private static readonly Flag<string> ChainId = Flags.Text("chain-id", "MC_CHAIN_ID", "the network's name, which the nodes compare with theirs; none: they do not");
    private static readonly Flag<ulong> Index = Flags.Number("index", "MC_INDEX", "the block to wait for", 0ul, ulong.MaxValue) with { IsRequired = true };
    private static readonly Flag<ulong> Beyond = Flags.Number("beyond-block", "MC_BEYOND_BLOCK", "the block that all nodes must be beyond", 0ul, ulong.MaxValue);
    private static readonly Flag<TimeSpan> Pause = Flags.Seconds("period", "MC_PERIOD", "the time between two questions") with { Default = TimeSpan.FromSeconds(1) };
    private static readonly Flag<TimeSpan> Quiet = Flags.Seconds("period", "MC_PERIOD", "how long no block may come") with { Default = TimeSpan.FromSeconds(40) };

    private static readonly FlagRule AnyUri = new("nodes are given as arguments or by --peer", static isGiven => isGiven("uri") || isGiven("peer") ? null : "no node is given: neither <uri> nor --peer (environment: MC_PEER)");

    internal static ConsoleProgram Program { get; } = new("mc-consensus-tool", "Asks consensus nodes for their last block, and waits for blocks.")
    {
        OutputIsData = true,
        Commands =
        [
            new("status", "Prints what each node says of its last block, JSON, a node on each line.") { Flags = [Uris, Peers, ChainId], Rules = [AnyUri], Run = StatusAsync },
            new("wait-for-block", "Waits until all nodes have a block.") { Flags = [Uris, Peers, ChainId, Index, Pause], Rules = [AnyUri], Run = WaitForBlockAsync },
            new("wait-for-quiet", "Waits until no node has a new block for a time, and prints the last one's index.") { Flags = [Uris, Peers, ChainId, Quiet, Beyond], Rules = [AnyUri], Run = WaitForQuietAsync },
        ],
    };

    private static async Task<int> StatusAsync(ProgramContext context)
    {
        using Nodes nodes = new(context);
        foreach (BlockchainConnection node in nodes.All)
        {
            LastBlockInfoResponse info = await nodes.AskAsync(node).ConfigureAwait(false);
            await context.Surroundings.Output.WriteLineAsync(Show(node.Uri, info)).ConfigureAwait(false);
        }
        return ExitCode.Success;
    }

    private static async Task<int> WaitForBlockAsync(ProgramContext context)
    {
        using Nodes nodes = new(context);
        ulong wanted = context.Values.Get(Index);
        TimeSpan period = context.Values.Get(Pause);
        while ((await nodes.IndicesAsync(period).ConfigureAwait(false)).Any(index => index < wanted)) await nodes.PauseAsync(period).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static async Task<int> WaitForQuietAsync(ProgramContext context)
    {
        using Nodes nodes = new(context);
        ulong? beyond = context.Values.IsGiven(Beyond) ? context.Values.Get(Beyond) : null;
        TimeSpan period = context.Values.Get(Quiet);
        ulong[] before = await nodes.IndicesAsync(period).ConfigureAwait(false);
        while (true)
        {
            await nodes.PauseAsync(period).ConfigureAwait(false);
            ulong[] now = await nodes.IndicesAsync(period).ConfigureAwait(false);
            if (now.SequenceEqual(before) && now.All(index => beyond is null || index > beyond)) break;
            before = now;
        }
        await context.Surroundings.Output.WriteLineAsync(before.Max().ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static string Show(ServiceUri uri, LastBlockInfoResponse info)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("uri", uri.ToString());
            json.WriteNumber("index", info.Index);
            json.WriteStartObject("minimum_fees");
            foreach ((ulong token, ulong fee) in info.MinimumFees.OrderBy(f => f.Key)) json.WriteNumber(token.ToString(CultureInfo.InvariantCulture), fee);
            json.WriteEndObject();
            json.WriteNumber("network_block_version", info.NetworkBlockVersion);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The nodes of a command line.</summary>
    private sealed class Nodes : IDisposable
    {
        /// <summary>The longest time between two attempts at a node that does not answer.</summary>
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

        private readonly ProgramSurroundings _surroundings;

        internal Nodes(ProgramContext context)
        {
            _surroundings = context.Surroundings;
            var options = new ConnectionOptions { ChainId = context.Values.Find(ChainId), TimeProvider = _surroundings.TimeProvider };
            All = [.. (context.Values.Find(Uris) ?? []).Concat(context.Values.IsGiven(Uris) ? [] : context.Values.Find(Peers) ?? []).Select(uri => new BlockchainConnection(uri, options))];
        }

        internal IReadOnlyList<BlockchainConnection> All { get; }

        internal async Task<LastBlockInfoResponse> AskAsync(BlockchainConnection node)
        {
            try
            {
                return await node.GetLastBlockInfoAsync(_surroundings.Stop).ConfigureAwait(false);
            }
            catch (ConnectionException e)
            {
                throw new HostingException(e.Message, e);
            }
        }

        /// <summary>The last block of each node. A node that does not answer is waited for too.</summary>
        internal Task<ulong[]> IndicesAsync(TimeSpan period) => Task.WhenAll(All.Select(node => IndexAsync(node, period)));

        internal Task PauseAsync(TimeSpan time) => Task.Delay(time, _surroundings.TimeProvider, _surroundings.Stop);

        private async Task<ulong> IndexAsync(BlockchainConnection node, TimeSpan period)
        {
            for (bool isSaid = false; ; isSaid = true)
            {
                try
                {
                    return (await AskAsync(node).ConfigureAwait(false)).Index;
                }
                catch (HostingException e) when (e.InnerException is ConnectionException { MayRetry: true })
                {
                    if (!isSaid) await _surroundings.Error.WriteLineAsync($"{e.Message}: waiting for it").ConfigureAwait(false);
                }
                await PauseAsync(period < Longest ? period : Longest).ConfigureAwait(false);
            }
        }

        public void Dispose()
        {
            foreach (BlockchainConnection node in All) node.Dispose();
        }
    }
}
