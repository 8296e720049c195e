using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.Wire;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.MobilecoindApi;
using External = MobileCoin.Wire.External;

namespace MobileCoin.BlockProvider.Test;

/// <summary>A mobilecoind that is not there, or lies.</summary>
public sealed class MobilecoindTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly SampleChain Chain = new(320, 3);
    private static readonly CompressedRistretto Key = Chain[1].Contents.Outputs[0].PublicKey;

    [Fact]
    public async Task AnAnswerToAnotherQuestion_IsNone()
    {
        var service = new Liar();
        await using Source source = await Source.OfAsync(SourceKind.Mobilecoind, [], service: () => service);
        IBlockProvider provider = source.Provider;
        var latest = GeneratedMessage.Decode<Wire.Blockchain.Block>(Chain[2].Block.Encode());
        var block = GeneratedMessage.Decode<Wire.Blockchain.ArchiveBlock>(ArchiveBlocks.Encode(Chain[1]));
        var output = GeneratedMessage.Decode<External.TxOut>(Chain[1].Contents.Outputs[0].Encode());

        await RefusedAsync("block is missing", () => provider.GetLatestBlockAsync(Token));
        await RefusedAsync("UnexpectedNumResults: expected 1 results, got 0", () => provider.GetBlocksDataAsync([1], Token));
        service.Blocks = new GetBlocksDataResponse { LatestBlock = latest, Results = { new BlockDataWithTimestamp { BlockIndex = 2, Found = true, BlockData = block } } };
        await RefusedAsync("block 1 is not block 2", () => provider.GetBlocksDataAsync([2], Token));
        service.Blocks.Results[0].BlockData = new Wire.Blockchain.ArchiveBlock();
        await RefusedAsync("does not read", () => provider.GetBlocksDataAsync([2], Token));
        service.Blocks.Results[0].BlockData = null;
        await RefusedAsync("block 2 is missing", () => provider.GetBlocksDataAsync([2], Token));
        service.Blocks.Results[0].Found = false;
        Assert.Null((await provider.GetBlocksDataAsync([2], Token)).Blocks[0]);
        service.Blocks.LatestBlock = null;
        await RefusedAsync("block is missing", () => provider.GetBlocksDataAsync([2], Token));

        service.Info = new GetLedgerInfoResponse { TxoCount = 5 };
        await RefusedAsync("UnexpectedNumResults: expected 1 results, got 0", () => provider.GetOutputsAsync([3, 7], Token));
        service.Proofs = new GetMembershipProofsResponse { OutputList = { new TxOutWithProof { Output = output } } };
        await RefusedAsync("proof is missing", () => provider.GetOutputsAsync([3], Token));
        service.Proofs.OutputList[0].Proof = new External.TxOutMembershipProof { Index = 2, HighestIndex = 4 };
        await RefusedAsync("a proof of output 2 is none of output 3", () => provider.GetOutputsAsync([3], Token));

        await RefusedAsync("UnexpectedNumResults", () => provider.GetTxOutInfoByPublicKeyAsync([Key], Token));
        service.Infos = new GetTxOutResultsByPubKeyResponse { LatestBlock = latest, Results = { new TxOutResult() } };
        await RefusedAsync("a result is for another key", () => provider.GetTxOutInfoByPublicKeyAsync([Key], Token));
        service.Infos.Results[0].TxOutPubkey = new External.CompressedRistretto { Data = ByteString.CopyFrom(new byte[32]) };
        await RefusedAsync("a result is for another key", () => provider.GetTxOutInfoByPublicKeyAsync([Key], Token));
    }

    [Fact]
    public async Task AFailure_MayPass_OrNot_ByItsStatus()
    {
        var service = new Liar();
        await using Source source = await Source.OfAsync(SourceKind.Mobilecoind, [], service: () => service);
        (StatusCode Status, bool IsTransient)[] statuses = [(StatusCode.Unavailable, true), (StatusCode.Internal, true), (StatusCode.NotFound, true), (StatusCode.InvalidArgument, false)];
        foreach ((StatusCode status, bool isTransient) in statuses)
        {
            service.Status = status;
            BlockProviderException e = await Assert.ThrowsAsync<BlockProviderException>(() => source.Provider.GetNumBlocksAsync(Token));
            Assert.Equal(isTransient, e.IsTransient);
        }
    }

    [Fact]
    public async Task WhileItIsAway_OrKnowsNoTime_ATimeIsWaitedFor()
    {
        var service = new Liar { Status = StatusCode.Unavailable };
        await using Source source = await Source.OfAsync(SourceKind.Mobilecoind, [], service: () => service);
        ulong timestamp = await source.Time.RunAsync(async () =>
        {
            Task<ulong> poll = source.Provider.PollBlockTimestampAsync(1, TimeSpan.FromSeconds(5), Token);
            await UntilAsync("is asked for again: insecure-mobilecoind://");
            service.Block = new GetBlockResponse { TimestampResultCode = Wire.Watcher.TimestampResultCode.WatcherDatabaseError };
            service.Status = StatusCode.OK;
            await UntilAsync("the watcher's database cannot be read");
            service.Block = new GetBlockResponse { TimestampResultCode = (Wire.Watcher.TimestampResultCode)77 };
            await UntilAsync("the code 77 is unknown");
            service.Block = new GetBlockResponse { TimestampResultCode = Wire.Watcher.TimestampResultCode.TimestampFound, Timestamp = 12 };
            return await poll;
        });
        Assert.Equal(12ul, timestamp);
        service.Block = new GetBlockResponse { TimestampResultCode = Wire.Watcher.TimestampResultCode.BlockIndexOutOfBounds, Timestamp = ulong.MaxValue };
        Assert.Equal(ulong.MaxValue, await source.Provider.PollBlockTimestampAsync(2, TimeSpan.FromSeconds(5), Token));
        Assert.Contains("Warning: block 2's time is not waited for: there is no such block", source.Log.Text, StringComparison.Ordinal);

        async Task UntilAsync(string line)
        {
            while (!source.Log.Text.Contains(line, StringComparison.Ordinal)) await Task.Delay(TimeSpan.FromMilliseconds(100), source.Time, Token);
        }
    }

    [Fact]
    public async Task NobodyThere_IsAFailureThatMayPass()
    {
        await using Source source = await Source.OfAsync(SourceKind.Local, []);
        await using MobilecoindBlockProvider provider = source.Connect("insecure-mobilecoind://127.0.0.1:1/");
        Assert.True((await Assert.ThrowsAsync<BlockProviderException>(() => provider.GetNumBlocksAsync(Token))).IsTransient);
    }

    private static async Task RefusedAsync(string reason, Func<Task> call)
    {
        BlockProviderException e = await Assert.ThrowsAsync<BlockProviderException>(call);
        Assert.True(!e.IsTransient && e.Message.Contains(reason, StringComparison.Ordinal), e.Message);
    }

    private sealed class Liar : MobilecoindAPI.MobilecoindAPIBase
    {
        internal StatusCode Status { get; set; }

        internal GetLedgerInfoResponse Info { get; set; } = new();

        internal GetBlockResponse Block { get; set; } = new();

        internal GetBlocksDataResponse Blocks { get; set; } = new();

        internal GetMembershipProofsResponse Proofs { get; set; } = new();

        internal GetTxOutResultsByPubKeyResponse Infos { get; set; } = new();

        public override Task<GetLedgerInfoResponse> GetLedgerInfo(Empty request, ServerCallContext context) => Answer(Info);

        public override Task<GetBlockResponse> GetLatestBlock(Empty request, ServerCallContext context) => Answer(Block);

        public override Task<GetBlockResponse> GetBlock(GetBlockRequest request, ServerCallContext context) => Answer(Block);

        public override Task<GetBlocksDataResponse> GetBlocksData(GetBlocksDataRequest request, ServerCallContext context) => Answer(Blocks);

        public override Task<GetMembershipProofsResponse> GetMembershipProofs(GetMembershipProofsRequest request, ServerCallContext context) => Answer(Proofs);

        public override Task<GetTxOutResultsByPubKeyResponse> GetTxOutResultsByPubKey(GetTxOutResultsByPubKeyRequest request, ServerCallContext context) => Answer(Infos);

        private Task<T> Answer<T>(T answer) => Status == StatusCode.OK ? Task.FromResult(answer) : throw new RpcException(new Status(Status, "a fault"));
    }
}
