// Fact sheets consensus §4.8, §4.10, §4.11: nodes, and peers of one kind.
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Testing;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections.Test;

public sealed class NodeTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly ConnectionOptions Options = new() { TimeProvider = new ManualTime(Simulated.Now), Retries = new RetryPolicy(3, TimeSpan.Zero) };
    private static readonly VerificationPolicy Policy = Simulated.Policy with { Time = TimePolicy.None };

    [Fact]
    public async Task ATransaction_ArrivesAsItIs()
    {
        byte[] bytes = VectorFile.Cases("tx").First(c => c.Op == "valid").Hex("tx_proto");
        await using TestFog fog = await TestFog.StartAsync();
        using var node = new ConsensusConnection(fog.Uri<ConsensusClientUri>(), Policy, Options);
        Assert.Equal(7ul, (await node.ProposeTxAsync(WireMessage.Decode<Tx>(bytes), Token)).BlockCount);
        Assert.Equal(bytes, fog.Proposed);
    }

    [Fact]
    public async Task Blocks_AreAskedOfAVerifiedNode_OrOfAny()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var node = new ConsensusConnection(fog.Uri<ConsensusClientUri>(), Policy, Options);
        Assert.Equal(41ul, (await node.GetLastBlockInfoAsync(Token)).Index);
        Assert.Empty(await node.GetBlocksAsync(0, 10, Token));
        Assert.Equal(1, fog.Handshakes);
        Assert.True(node.Verification!.IsTrusted);
        using var stranger = new ConsensusConnection(fog.Uri<ConsensusClientUri>(), Policy with { Identities = [] }, Options);
        await Assert.ThrowsAsync<ConnectionException>(() => stranger.GetLastBlockInfoAsync(Token));
        using var any = new BlockchainConnection(fog.Uri<ConsensusClientUri>(), Options);
        Assert.Equal(41ul, (await any.GetLastBlockInfoAsync(Token)).Index);

        fog.Chain = [Origin, Origin];
        Assert.Equal([Origin, Origin], await any.GetBlocksAsync(0, 10, Token));
        ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => any.GetBlocksAsync(0, 1, Token));
        Assert.Equal(ConnectionError.Answer, e.Error);
    }

    [Fact]
    public async Task Peers_ShakeHandsFirst_AndAgainAfterAFault()
    {
        await using TestFog fog = await TestFog.StartAsync();
        fog.IsForPeers = true;
        using var own = new TestEnclave("own.test:443", seed: 2);
        using var peer = new PeerConnection(fog.Uri<ConsensusPeerUri>(), own, Options);
        Assert.Equal(41ul, (await AskAsync()).Index);
        Assert.Equal(41ul, (await AskAsync()).Index);
        Assert.Equal((1, 1), (own.Handshakes, fog.Handshakes));
        Assert.Equal(1, own.Channels.PeerCount);
        fog.Faults.Enqueue(new Status(StatusCode.Internal, "any"));
        Assert.Equal(41ul, (await AskAsync()).Index);
        Assert.Equal((2, 1), (own.Handshakes, own.Channels.PeerCount));
        own.PeerPolicy = own.PeerPolicy with { Identities = [] };
        fog.Faults.Enqueue(new Status(StatusCode.Internal, "any"));
        Assert.Equal(ConnectionError.Untrusted, (await Assert.ThrowsAsync<ConnectionException>(AskAsync)).Error);

        Task<LastBlockInfoResponse> AskAsync() => peer.CallAsync((invoker, _, options) =>
            new BlockchainAPI.BlockchainAPIClient(invoker).GetLastBlockInfoAsync(new Google.Protobuf.WellKnownTypes.Empty(), options), Token);
    }

    private static Block Origin => WireMessage.Decode<Block>(VectorFile.Cases("blocks").First(c => c.Has("block_proto")).Hex("block_proto"));
}
