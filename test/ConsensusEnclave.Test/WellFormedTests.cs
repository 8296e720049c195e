// Fact sheet consensus §3.5: validation of many transactions at once, tokens, the ledger's proofs, and the order of blocks.
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Blockchain;
using MobileCoin.Transactions;
using Range = MobileCoin.Transactions.Range;

namespace MobileCoin.ConsensusEnclave.Test;

public sealed class WellFormedTests
{
    private static readonly TestChain Chain = new(4, new Amount(1_000_000, 0), new Amount(2_000_000, 1), new Amount(3_000_000, 9));
    private static readonly TestChain Larger = new(4, new Amount(1_000_000, 0), new Amount(1, 0), new Amount(1, 0), new Amount(1, 0), new Amount(1, 0), new Amount(1, 0), new Amount(1, 0));
    private static readonly Tx Good = Chain.Pay(0, 1024), Cheap = Chain.Pay(1, 2047), Unknown = Chain.Pay(2, 100_000);

    [Fact]
    public void Batch_GivesEachItsOwnOutcome()
    {
        using TestNode node = new();
        TxWithProofs good = Proposed(node, Good), cheap = Proposed(node, Cheap), unknown = Proposed(node, Unknown);
        TxWithProofs unproved = good with { Proofs = [] }, foreign = good with { Tx = new LocallyEncryptedTx(new byte[99]) };
        IReadOnlyList<WellFormedOutcome> outcomes = node.Enclave.TxsAreWellFormed([cheap, good, unknown, unproved, foreign, good], 99);
        Assert.Equal(
            ["MalformedTx(TxFeeError)", "", "MalformedTx(TokenNotYetConfigured)", "InvalidLocalMembershipProof", "CacheCipher", ""],
            outcomes.Select(o => o.Error?.ToString() ?? ""));
        Assert.All(outcomes, o => Assert.True(o.Tx is null != o.Error is null));
        Assert.Equal(Good.Hash(), outcomes[1].Tx!.Context.TxHash.ToBytes());
        Assert.Equal(128UL, outcomes[5].Tx!.Context.Priority);
        Assert.Empty(node.Enclave.TxsAreWellFormed([], 99));
    }

    [Fact]
    public void TokensOfOutputs_MustBeConfiguredToo()
    {
        using TestNode node = new(Samples.Config(fees: Samples.Tokens(1)));
        SignatureRctBulletproofs s = Good.Signature;
        SignatureRctBulletproofs renamed = new()
        {
            RingSignatures = s.RingSignatures,
            PseudoOutputCommitments = s.PseudoOutputCommitments,
            RangeProofBytes = s.RangeProofBytes,
            RangeProofs = s.RangeProofs,
            PseudoOutputTokenIds = s.PseudoOutputTokenIds,
            OutputTokenIds = [5],
        };
        TxWithProofs tx = Proposed(node, new Tx(Good.Prefix, renamed, []));
        EnclaveError error = TestNode.Refused(EnclaveErrorKind.MalformedTx, () => node.Enclave.TxIsWellFormed(tx, 99));
        Assert.Equal(TransactionValidationErrorKind.TokenNotYetConfigured, error.Tx!.Kind);
    }

    [Fact]
    public void Tombstone_IsCheckedForTheGivenBlock()
    {
        using TestNode node = new();
        TxWithProofs tx = Proposed(node, Good);
        node.Enclave.TxIsWellFormed(tx, TestChain.Tombstone - 1);
        Assert.Equal(
            TransactionValidationErrorKind.TombstoneBlockExceeded,
            TestNode.Refused(EnclaveErrorKind.MalformedTx, () => node.Enclave.TxIsWellFormed(tx, TestChain.Tombstone)).Tx!.Kind);
    }

    [Fact]
    public void LocalProofs_MustHoldTogether()
    {
        using TestNode node = new();
        TxWithProofs tx = Proposed(node, Good);
        // Of two moments of the ledger; not adjacent; of nothing.
        TxOutMembershipProof other = Larger.Proofs([0UL])[0], own = tx.Proofs[0];
        TxOutMembershipElement[] broken = own.Elements.ToArray();
        broken[1] = broken[1] with { Range = new Range(100, 200) };
        foreach (TxOutMembershipProof last in (TxOutMembershipProof[])[other, new(own.Index, own.HighestIndex, broken), new(0, 0, [])])
        {
            TxWithProofs wrong = tx with { Proofs = [.. tx.Proofs.Take(10), last] };
            TestNode.Refused(EnclaveErrorKind.InvalidLocalMembershipProof, () => node.Enclave.TxIsWellFormed(wrong, 99));
        }
        // One root, but too few for the transaction.
        TxWithProofs fewer = tx with { Proofs = [.. tx.Proofs.Take(10)] };
        Assert.Equal(
            TransactionValidationErrorKind.InvalidLedgerContext,
            TestNode.Refused(EnclaveErrorKind.MalformedTx, () => node.Enclave.TxIsWellFormed(fewer, 99)).Tx!.Kind);
    }

    [Fact]
    public void Contexts_AreOrderedByPriorityThenByTheirFields()
    {
        WellFormedTxContext basis = new(5, new TxHash(Samples.Filled(2, 32)), 7, [Image(3)], [4, 5], [Image(6).Encoding]);
        WellFormedTxContext[] ascending =
        [
            basis with { Priority = ulong.MaxValue, TxHash = new TxHash(Samples.Filled(9, 32)) }, basis with { Priority = 6 },
            basis with { TxHash = new TxHash(Samples.Filled(1, 32)) }, basis with { TombstoneBlock = 6 }, basis with { KeyImages = [Image(2)] },
            basis with { HighestIndices = [4] }, basis with { HighestIndices = [4, 4] }, basis with { OutputPublicKeys = [] }, basis,
            basis with { OutputPublicKeys = [Image(7).Encoding] }, basis with { HighestIndices = [4, 6] }, basis with { KeyImages = [Image(3), Image(0)] },
            basis with { TombstoneBlock = 8 }, basis with { TxHash = new TxHash(Samples.Filled(3, 32)) }, basis with { Priority = 4 },
        ];
        for (int i = 0; i < ascending.Length; i++)
        {
            for (int j = 0; j < ascending.Length; j++) Assert.Equal(i.CompareTo(j), Math.Sign(ascending[i].CompareTo(ascending[j])));
        }
        Assert.Equal(1, basis.CompareTo(null));
    }

    [Fact]
    public void CacheCipher_GivesBackWhatItGot() => Prop.ForAll<byte[], byte>((bytes, flip) =>
    {
        using CacheCipher cipher = new(Samples.Random(1)), other = new(Samples.Random(2));
        byte[] plaintext = bytes ?? [], first = cipher.Encrypt(plaintext), second = cipher.Encrypt(plaintext);
        byte[] changed = [.. first];
        changed[flip % changed.Length] ^= 1;
        return plaintext.SequenceEqual(cipher.TryDecrypt(first)!) && plaintext.SequenceEqual(cipher.TryDecrypt(second)!)
            && !first.SequenceEqual(second) && cipher.TryDecrypt(changed) is null && other.TryDecrypt(first) is null;
    }).QuickCheckThrowOnFailure();

    private static KeyImage Image(int value) => new(Samples.Filled(value, 32));

    private static TxWithProofs Proposed(TestNode node, Tx tx)
    {
        TxContext context = node.Propose(tx);
        return new TxWithProofs(context.LocallyEncryptedTx, Chain.Proofs(context.HighestIndices));
    }
}
