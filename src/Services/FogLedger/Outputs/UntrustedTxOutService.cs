// Whether outputs have landed (fact sheet fog §6.7). Not attested, and for an output's sender alone: who asks tells the host what interests it.
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.BlockProvider;
using MobileCoin.Curve25519;
using MobileCoin.Hosting;
using MobileCoin.Wire.FogLedger;
using External = MobileCoin.Wire.External;
using ResultCode = MobileCoin.Wire.FogLedger.TxOutResultCode;

namespace MobileCoin.FogLedger;

/// <summary>Finds outputs by their public keys. Chain id and token are looked at before.</summary>
/// <param name="blocks">Where outputs are found.</param>
/// <param name="logger">The log.</param>
internal sealed class UntrustedTxOutService(IBlockProvider blocks, ILogger logger) : FogUntrustedTxOutApi.FogUntrustedTxOutApiBase
{
    /// <summary>Most keys of a request; upstream knows no limit.</summary>
    internal const int MaxKeys = 10_000;

    public override async Task<TxOutResponse> GetTxOuts(TxOutRequest request, ServerCallContext context)
    {
        if (request.TxOutPubkeys.Count > MaxKeys) throw RpcErrors.InvalidArgument(logger, "GetTxOuts", $"{request.TxOutPubkeys.Count} keys, at most {MaxKeys}");
        CompressedRistretto[] keys = [.. request.TxOutPubkeys.Select(Key)];
        try
        {
            ProvidedTxOutInfos provided = await blocks.GetTxOutInfoByPublicKeyAsync(keys, context.CancellationToken).ConfigureAwait(false);
            var response = new TxOutResponse { NumBlocks = provided.Latest.Index + 1, GlobalTxoCount = provided.Latest.CumulativeTxoCount };
            response.Results.AddRange(provided.Infos.Select(Answer));
            return response;
        }
        catch (BlockProviderException e)
        {
            throw RpcErrors.Database(logger, e);
        }
    }

    private CompressedRistretto Key(External.CompressedRistretto key) => key.Data.Length == CompressedRistretto.Size
        ? new CompressedRistretto(key.Data.Span)
        : throw RpcErrors.InvalidArgument(logger, "GetTxOuts", $"a public key has {CompressedRistretto.Size} bytes, not {key.Data.Length}");

    private static TxOutResult Answer(ProvidedTxOutInfo info) => new()
    {
        TxOutPubkey = new External.CompressedRistretto { Data = ByteString.CopyFrom(info.PublicKey.ToBytes()) },
        ResultCode = (ResultCode)info.Code,
        TxOutGlobalIndex = info.GlobalIndex,
        BlockIndex = info.BlockIndex,
        Timestamp = info.Timestamp,
        TimestampResultCode = (uint)info.TimestampResult,
    };
}
