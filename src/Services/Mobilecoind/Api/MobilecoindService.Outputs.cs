// Outputs, where they are, and proofs of it (fact sheets ledger §7.3, §7.2 rings, fog §7.1).
using Grpc.Core;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.MobilecoindApi;
using External = MobileCoin.Wire.External;
using TxOutResultCode = MobileCoin.Wire.FogLedger.TxOutResultCode;

namespace MobileCoin.Mobilecoind;

internal sealed partial class MobilecoindService
{
    /// <summary>Most outputs in one answer.</summary>
    internal const int MostOutputs = 10_000;

    public override Task<GetBlockIndexByTxPubKeyResponse> GetBlockIndexByTxPubKey(GetBlockIndexByTxPubKeyRequest request, ServerCallContext context) => Answer(() =>
    {
        ulong output = ledger.GetTxOutIndexByPublicKey(WireForms.Key(request.TxPublicKey, "tx_public_key"));
        return new GetBlockIndexByTxPubKeyResponse { Block = ledger.GetBlockIndexByTxOutIndex(output) };
    });

    public override Task<GetTxOutResultsByPubKeyResponse> GetTxOutResultsByPubKey(GetTxOutResultsByPubKeyRequest request, ServerCallContext context) => Answer(() =>
    {
        if (request.TxOutPublicKeys.Count > MostOutputs) WireForms.Refuse("tx_out_public_keys", $"{request.TxOutPublicKeys.Count} keys, at most {MostOutputs}");
        var answer = new GetTxOutResultsByPubKeyResponse { LatestBlock = WireForms.To<Wire.Blockchain.Block, Block>(ledger.GetLatestBlock()) };
        foreach (External.CompressedRistretto key in request.TxOutPublicKeys) answer.Results.Add(ResultOf(WireForms.Key(key, "tx_out_public_keys")));
        return answer;
    });

    public override Task<GetMembershipProofsResponse> GetMembershipProofs(GetMembershipProofsRequest request, ServerCallContext context) => Answer(() =>
    {
        if (request.Outputs.Count > 0 && request.Indices.Count > 0) WireForms.Refuse("indices", "outputs and indices exclude each other");
        if (request.Outputs.Count + request.Indices.Count > MostOutputs) WireForms.Refuse("outputs", $"{request.Outputs.Count + request.Indices.Count} outputs, at most {MostOutputs}");
        ulong[] indices = request.Indices.Count > 0 ? [.. request.Indices] : [.. request.Outputs.Select(o => IndexOf(o, "outputs"))];
        var answer = new GetMembershipProofsResponse();
        answer.OutputList.AddRange(WithProofs(indices));
        return answer;
    });

    public override Task<GetMixinsResponse> GetMixins(GetMixinsRequest request, ServerCallContext context) => Answer(() =>
    {
        if (request.NumMixins > MostOutputs) WireForms.Refuse("num_mixins", $"{request.NumMixins} outputs, at most {MostOutputs}");
        if (request.Excluded.Count > MostOutputs) WireForms.Refuse("excluded", $"{request.Excluded.Count} outputs, at most {MostOutputs}");
        HashSet<ulong> excluded = [.. request.Excluded.Select(o => IndexOf(o, "excluded"))];
        ulong outputs = ledger.NumTxos;
        if (outputs < (ulong)excluded.Count + request.NumMixins)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"InsufficientTxOuts: {request.NumMixins} of {outputs} outputs besides {excluded.Count} were asked for"));
        }
        var answer = new GetMixinsResponse();
        answer.Mixins.AddRange(WithProofs(DistinctIndices.Draw(outputs, (int)request.NumMixins, excluded, random)));
        return answer;
    });

    public override Task<TxOutViewKeyMatchResponse> TxOutViewKeyMatch(TxOutViewKeyMatchRequest request, ServerCallContext context) => Answer(() =>
    {
        TxOut output = WireForms.From<TxOut>(request.Txo, "txo");
        if (!RistrettoPrivate.TryParse(WireForms.Bytes(request.ViewPrivateKey?.Data, RistrettoPrivate.Size, "view_private_key"), out RistrettoPrivate? key))
        {
            throw WireForms.Wrong("view_private_key", "is no key");
        }
        using (key)
        {
            if (!output.TryViewKeyMatch(key, out UnmaskedAmount amount, out CompressedRistretto secret)) return new TxOutViewKeyMatchResponse();
            return new TxOutViewKeyMatchResponse { Matched = true, Value = amount.Value, TokenId = amount.TokenId, SharedSecret = WireForms.Key(secret) };
        }
    });

    private TxOutResult ResultOf(CompressedRistretto key)
    {
        var result = new TxOutResult { TxOutPubkey = WireForms.Key(key) };
        try
        {
            result.TxOutGlobalIndex = ledger.GetTxOutIndexByPublicKey(key);
        }
        catch (LedgerException e) when (e.Error == LedgerError.NotFound)
        {
            result.ResultCode = TxOutResultCode.NotFound;
            return result;
        }
        catch (LedgerException e)
        {
            return Failed(result, e);
        }
        try
        {
            result.BlockIndex = ledger.GetBlockIndexByTxOutIndex(result.TxOutGlobalIndex);
        }
        catch (LedgerException e)
        {
            return Failed(result, e);
        }
        (result.Timestamp, Wire.Watcher.TimestampResultCode code) = Timestamp(result.BlockIndex);
        result.TimestampResultCode = (uint)code;
        result.ResultCode = TxOutResultCode.Found;
        return result;
    }

    // One output's trouble is not the others'.
    private TxOutResult Failed(TxOutResult result, LedgerException e)
    {
        MobilecoindLog.LedgerFailed(logger, e.Message);
        result.ResultCode = TxOutResultCode.DatabaseError;
        return result;
    }

    private ulong IndexOf(External.TxOut output, string field) => ledger.GetTxOutIndexByHash(WireForms.From<TxOut>(output, field).Hash());

    private IEnumerable<TxOutWithProof> WithProofs(ulong[] indices)
    {
        IReadOnlyList<TxOutMembershipProof> proofs = ledger.GetTxOutProofOfMemberships(indices);
        return indices.Select((index, i) => new TxOutWithProof
        {
            Output = WireForms.To<External.TxOut, TxOut>(ledger.GetTxOutByIndex(index)),
            Proof = WireForms.To<External.TxOutMembershipProof, TxOutMembershipProof>(proofs[i]),
        });
    }
}
