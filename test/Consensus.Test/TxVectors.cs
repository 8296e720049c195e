using Grpc.Core;
using MobileCoin.Testing;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.Consensus.Test;

/// <summary>Whole transactions and their variants over the wire: each refusal has its code, and the valid one beside it gets in.</summary>
public sealed class TxVectors
{
    [Theory]
    [Vectors("tx")]
    public async Task Case(VectorCase c)
    {
        switch (c.Op)
        {
            case "valid" or "variant":
                if (BlockVersion.TryFromUInt32((uint)c.UInt64("block_version"), out BlockVersion version)) await VerdictAsync(c, version);
                break;
            case "fee_map": break; // of the enclave's family
            default:
                Assert.Fail($"unknown operation {c.Op}");
                break;
        }
    }

    private static async Task VerdictAsync(VectorCase c, BlockVersion version)
    {
        Tx tx = WireMessage.Decode<Tx>(c.Hex("tx_proto"));
        VectorCase ledger = c.Op == "valid" ? c : VectorFile.Cases(c.Family)[(int)c.UInt64("root_proofs_of_case")];
        await using VectorValidator validator = await VectorValidator.StartAsync(version, Fees(c, tx), c.UInt64("current_block_index") + 1, Proofs(ledger));
        // Of variants that another fee map is stated in, only the statement is looked at.
        string expected = tx.FeeMapDigest.IsEmpty || tx.FeeMapDigest.SequenceEqual(validator.Fees.ToDigest()) ? c.Text("result") : "FeeMapDigestMismatch";
        if (tx.Prefix.MembershipProofHighestIndices().Length == 0 && expected != "FeeMapDigestMismatch")
        {
            // Without a proof there is no root to check against: upstream's enclave looks at that first, and its service answers so.
            Assert.Equal("Err(NoInputs)", expected);
            Assert.Equal(StatusCode.Internal, (await Assert.ThrowsAsync<RpcException>(() => validator.Client.ProposeAsync(tx))).StatusCode);
            return;
        }
        ProposeTxResponse answer = await validator.Client.ProposeAsync(tx);
        if (expected.StartsWith("Err(", StringComparison.Ordinal)) Assert.Equal(expected[4..^1], answer.ErrMsg);
        Assert.Equal(Code(expected), answer.Result);
        Assert.Equal(validator.Ledger.NumBlocks, answer.BlockCount);
        Assert.Equal(answer.Result == ProposeTxResult.Ok ? 1 : 0, validator.Node.Worker.PendingCount);
    }

    // The sheet's rule: names are the same, but for those of the rules of inputs.
    private static ProposeTxResult Code(string result)
    {
        if (result == "Ok(())") return ProposeTxResult.Ok;
        if (result == "FeeMapDigestMismatch") return ProposeTxResult.FeeMapDigestMismatch;
        string name = result[4..^1];
        if (name.StartsWith("InputRule(", StringComparison.Ordinal))
        {
            return name[10..^1] switch
            {
                "MissingRequiredOutput" => ProposeTxResult.InputRuleMissingRequiredOutput,
                "MaxTombstoneBlockExceeded" => ProposeTxResult.InputRuleMaxTombstoneBlockExceeded,
                _ => ProposeTxResult.InputRulePartialFill,
            };
        }
        int detail = name.IndexOf('(', StringComparison.Ordinal);
        return Enum.Parse<ProposeTxResult>(detail < 0 ? name : name[..detail]);
    }

    private static Dictionary<ulong, TxOutMembershipProof> Proofs(VectorCase ledger)
    {
        Dictionary<ulong, TxOutMembershipProof> proofs = [];
        foreach (System.Text.Json.JsonElement p in ledger.Field("root_proofs").EnumerateArray())
        {
            TxOutMembershipProof proof = WireMessage.Decode<TxOutMembershipProof>(Convert.FromHexString(p.GetString()!));
            proofs[proof.Index] = proof;
        }
        return proofs;
    }

    // Least fees are multiples of 128: of those the next to the case's that tells the fee of the case apart as it should be.
    private static FeeMap Fees(VectorCase c, Tx tx)
    {
        ulong fee = c.UInt64("minimum_fee"), down = Math.Max(128, fee / 128 * 128);
        ulong least = c.Text("result") == "Err(TxFeeError)" && down < fee ? down + 128 : down;
        return new FeeMap(new SortedSet<ulong>([0, tx.Prefix.Fee.TokenId, .. tx.Signature.OutputTokenIds]).Select(t => KeyValuePair.Create(t, least)));
    }
}
