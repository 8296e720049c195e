using Google.Protobuf;
using Grpc.Core;
using MobileCoin.BlockProvider;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.FogLedger;
using External = MobileCoin.Wire.External;
using ResultCode = MobileCoin.Wire.FogLedger.TxOutResultCode;
using WireBlockData = MobileCoin.Wire.FogLedger.BlockData;
using WireRange = MobileCoin.Wire.FogCommon.BlockRange;

namespace MobileCoin.FogLedger.Test;

/// <summary>Fact sheet fog §6.6, §6.7: blocks, and outputs by their keys, in the clear.</summary>
public sealed class OpenServicesTests : IDisposable
{
    private readonly GrowingLedger _ledger = new();
    private readonly FakeBlocks _source;
    private readonly BlockService _blocks;
    private readonly UntrustedTxOutService _outputs;

    public OpenServicesTests()
    {
        _ledger.Grow(10);
        _source = new FakeBlocks(_ledger.Provider);
        _blocks = new BlockService(_source, _ledger.Log);
        _outputs = new UntrustedTxOutService(_source, _ledger.Log);
    }

    public void Dispose() => _ledger.Dispose();

    private Task<BlockResponse> BlocksAsync(params (ulong Start, ulong End)[] ranges)
    {
        var request = new BlockRequest();
        request.Ranges.AddRange(ranges.Select(r => new WireRange { StartBlock = r.Start, EndBlock = r.End }));
        return _blocks.GetBlocks(request, Context.None);
    }

    private static async Task FailsAsync(StatusCode code, string text, Func<Task> call)
    {
        RpcException e = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal((code, text), (e.StatusCode, e.Status.Detail));
    }

    [Fact]
    public async Task Blocks_ComeInTheRangesOrder_AndThoseThatAreNotThere_DoNot()
    {
        BlockResponse response = await BlocksAsync((8, ulong.MaxValue), (0, 2), (3, 3), (7, 2), (1, 2), (50, 60));
        Assert.Equal((11ul, 12ul), (response.NumBlocks, response.GlobalTxoCount));
        Assert.Equal([8, 9, 10, 0, 1, 1], response.Blocks.Select(b => (int)b.Index));
        foreach (WireBlockData block in response.Blocks)
        {
            Blockchain.BlockData expected = _ledger.Blocks[(int)block.Index];
            Assert.Equal(expected.Block.CumulativeTxoCount, block.GlobalTxoCount);
            Assert.Equal(expected.Contents.Outputs.ToArray(), block.Outputs.Select(o => WireMessage.Decode<TxOut>(o.ToByteArray())));
            Assert.Equal(
                block.Index == 0 ? (ulong.MaxValue, TimestampResultCode.BlockIndexOutOfBounds) : (GrowingLedger.TimeOf(block.Index), TimestampResultCode.TimestampFound),
                (block.Timestamp, (TimestampResultCode)block.TimestampResultCode));
        }
        Assert.Empty((await BlocksAsync()).Blocks);
    }

    [Fact]
    public async Task MoreBlocksThanTheLimit_AreRefused_WhichCountsThoseThatAreThere()
    {
        const string Limit = "GetBlocks: more than 1000 blocks are asked for, which is the limit";
        Assert.Equal(1000, (await BlocksAsync([.. Enumerable.Repeat((1ul, 11ul), 100)])).Blocks.Count);
        await FailsAsync(StatusCode.InvalidArgument, Limit, () => BlocksAsync([.. Enumerable.Repeat((1ul, 11ul), 100), (4, 5)]));
        Assert.Empty((await BlocksAsync([.. Enumerable.Repeat((11ul, ulong.MaxValue), 5000)])).Blocks);
        _source.Fault = new BlockProviderException("gone", isTransient: true);
        await FailsAsync(StatusCode.Internal, "Database Error: gone", () => BlocksAsync((0, 1)));
    }

    [Fact]
    public async Task Outputs_AreFound_OrNot()
    {
        CompressedRistretto key = _ledger.Blocks[4].Contents.Outputs[0].PublicKey;
        TxOutResponse response = await OutputsAsync(new byte[32], key.ToBytes());
        Assert.Equal((11ul, 12ul), (response.NumBlocks, response.GlobalTxoCount));
        Assert.Equal(new TxOutResult { TxOutPubkey = new External.CompressedRistretto { Data = ByteString.CopyFrom(new byte[32]) } }, response.Results[0]);
        Assert.Equal(
            new TxOutResult
            {
                TxOutPubkey = new External.CompressedRistretto { Data = ByteString.CopyFrom(key.ToBytes()) },
                ResultCode = ResultCode.Found,
                TxOutGlobalIndex = 5,
                BlockIndex = 4,
                Timestamp = GrowingLedger.TimeOf(4),
                TimestampResultCode = (uint)TimestampResultCode.TimestampFound,
            },
            response.Results[1]);
        Assert.Empty((await OutputsAsync()).Results);
    }

    [Fact]
    public async Task AKeyThatIsNone_FailsTheCall()
    {
        foreach (int length in (int[])[0, 31, 33])
        {
            await FailsAsync(StatusCode.InvalidArgument, $"GetTxOuts: a public key has 32 bytes, not {length}", () => OutputsAsync(new byte[32], new byte[length]));
        }
        await FailsAsync(StatusCode.InvalidArgument, "GetTxOuts: 10001 keys, at most 10000", () => OutputsAsync([.. Enumerable.Repeat(new byte[32], 10_001)]));
        _source.Fault = new BlockProviderException("gone", isTransient: true);
        await FailsAsync(StatusCode.Internal, "Database Error: gone", () => OutputsAsync(new byte[32]));
    }

    private Task<TxOutResponse> OutputsAsync(params byte[][] keys)
    {
        var request = new TxOutRequest();
        request.TxOutPubkeys.AddRange(keys.Select(k => new External.CompressedRistretto { Data = ByteString.CopyFrom(k) }));
        return _outputs.GetTxOuts(request, Context.None);
    }
}
