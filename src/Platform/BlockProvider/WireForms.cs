// mobilecoind's messages as the protocol's types (fact sheet fog §7.1): their bytes are the same.
using Google.Protobuf;
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.MobilecoindApi;
using External = MobileCoin.Wire.External;
using TxOutResult = MobileCoin.Wire.FogLedger.TxOutResult;

namespace MobileCoin.BlockProvider;

/// <summary>Converts, and throws what <see cref="IsUnreadable"/> knows.</summary>
internal static class WireForms
{
    internal static bool IsUnreadable(Exception e) => e is WireException or ArchiveException;

    internal static External.CompressedRistretto Key(CompressedRistretto key) => new() { Data = ByteString.CopyFrom(key.ToBytes()) };

    internal static Block Block(IMessage? block) => From<Block>(block, "block");

    internal static ProvidedBlock? ProvidedBlock(BlockDataWithTimestamp result, ulong index)
    {
        if (!result.Found) return null;
        BlockData data = ArchiveBlocks.Decode((result.BlockData ?? throw new WireException($"block {index} is missing")).ToByteArray());
        if (data.Block.Index != index) throw new WireException($"block {data.Block.Index} is not block {index}");
        return new ProvidedBlock(data, result.Timestamp, (TimestampResultCode)result.TimestampResultCode);
    }

    internal static ProvidedOutput ProvidedOutput(TxOutWithProof result, ulong index)
    {
        var proof = From<TxOutMembershipProof>(result.Proof, "proof");
        return proof.Index == index
            ? new ProvidedOutput(From<TxOut>(result.Output, "output"), proof)
            : throw new WireException($"a proof of output {proof.Index} is none of output {index}");
    }

    internal static ProvidedTxOutInfo Info(TxOutResult result, CompressedRistretto key)
    {
        if (!key.ToBytes().AsSpan().SequenceEqual((result.TxOutPubkey?.Data ?? ByteString.Empty).Span)) throw new WireException("a result is for another key");
        var code = (TxOutResultCode)result.ResultCode;
        return code == TxOutResultCode.Found
            ? new ProvidedTxOutInfo(key, code, result.TxOutGlobalIndex, result.BlockIndex, result.Timestamp, (TimestampResultCode)result.TimestampResultCode)
            : new ProvidedTxOutInfo(key, code);
    }

    private static T From<T>(IMessage? message, string what)
        where T : IWireMessage<T> => WireMessage.Decode<T>((message ?? throw new WireException($"{what} is missing")).ToByteArray());
}
