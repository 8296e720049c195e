namespace MobileCoin.Transactions.Test;

public sealed class TxMembershipTests
{
    private const int RingSize = 11;

    private static readonly TxOut[] Outputs = SampleOutputs.Draw(new Random(7), 60);

    // The tree at every size, and the one of today.
    private static readonly MerkleTree[] Trees = [.. Enumerable.Range(1, Outputs.Length).Select(TreeOf)];

    [Fact]
    public void GenuineProofs_OfDifferentTimes_AreAccepted()
    {
        var random = new Random(8);
        for (int i = 0; i < 20; i++) Assert.Equal(TxMembershipError.None, Draw(random, 1 + (i % 3)).Validate());
        Assert.Equal(TxMembershipError.None, new TxMembership([], []).Validate());
    }

    [Fact]
    public void Counts_AreCheckedFirst_InOrder()
    {
        TxMembership good = Draw(new Random(9), 2);
        RingMembership shorter = good.Rings[1] with { Proofs = [.. good.Rings[1].Proofs.Skip(1)] };
        Assert.Equal(TxMembershipError.MissingTxOutMembershipProof, new TxMembership([good.Rings[0], shorter], good.RootProofs).Validate());
        Assert.Equal(TxMembershipError.InvalidLedgerContext, new TxMembership(good.Rings, [.. good.RootProofs.Skip(1)]).Validate());
        Assert.Equal(TxMembershipError.InvalidLedgerContext, new TxMembership(good.Rings, [.. good.RootProofs, good.RootProofs[0]]).Validate());
    }

    // An inverted range in any of the ledger's proofs comes before whatever is wrong with a member.
    [Fact]
    public void LedgersInvertedRange_ComesBeforeMembers()
    {
        TxMembership good = Draw(new Random(10), 2);
        TxOutMembershipProof root = good.RootProofs[^1];
        var inverted = new TxOutMembershipProof(root.Index, root.HighestIndex, [.. root.Elements, new(new Range(2, 1), default)]);
        TxMembership bad = WithProof(good, 0, Outputs[0], Trees[3].Prove(1)) with { RootProofs = [.. good.RootProofs.SkipLast(1), inverted] };
        Assert.Equal(TxMembershipError.MembershipProofValidationError, bad.Validate());
    }

    [Fact]
    public void FirstWrongMember_IsTheOneReported()
    {
        TxMembership good = Draw(new Random(11), 2);
        var otherTree = new MerkleTree(new MerkleMemory());
        otherTree.Append(Outputs.Reverse().ToArray());
        TxOut foreign = Outputs[^1];
        TxMembership elsewhere = WithProof(good, 4, foreign, otherTree.Prove(0), Trees[^1].Prove((ulong)Outputs.Length - 1));
        Assert.Equal(TxMembershipError.InvalidTxOutMembershipProof, elsewhere.Validate());

        TxOutMembershipProof root = good.RootProofs[9];
        var rootless = new TxOutMembershipProof(root.Index, root.HighestIndex, []);
        List<TxOutMembershipProof> roots = [.. elsewhere.RootProofs];
        roots[9] = rootless;
        Assert.Equal(TxMembershipError.InvalidTxOutMembershipProof, (elsewhere with { RootProofs = roots }).Validate());
        roots = [.. good.RootProofs];
        roots[2] = rootless;
        Assert.Equal(TxMembershipError.InvalidLedgerContext, (good with { RootProofs = roots }).Validate());
        roots[2] = new TxOutMembershipProof(ulong.MaxValue, ulong.MaxValue, root.Elements);
        Assert.Equal(TxMembershipError.InvalidLedgerContext, (good with { RootProofs = roots }).Validate());
    }

    // Whatever is wrong with which of them: all at once say what each says alone, and what the rules say one by one.
    [Fact]
    public void ManyAtOnce_SayWhatEachSaysAlone()
    {
        var random = new Random(12);
        for (int round = 0; round < 12; round++)
        {
            TxMembership[] many = [.. Enumerable.Range(0, random.Next(1, 25)).Select(_ => Spoil(random, Draw(random, random.Next(1, 4))))];
            var errors = new TxMembershipError[many.Length];
            TxMembership.ValidateMany(many, errors);
            Assert.Equal(many.Select(m => m.Validate()), errors);
            Assert.Equal(many.Select(Model), errors);
        }
        Assert.Throws<ArgumentException>(() => TxMembership.ValidateMany([], new TxMembershipError[1]));
    }

    private static TxMembershipError Model(TxMembership tx)
    {
        if (tx.Rings.Any(r => r.Ring.Count != r.Proofs.Count)) return TxMembershipError.MissingTxOutMembershipProof;
        if (tx.Rings.Sum(r => r.Proofs.Count) != tx.RootProofs.Count) return TxMembershipError.InvalidLedgerContext;
        if (tx.RootProofs.Any(p => p.Elements.ToArray().Any(e => !e.Range.IsValid))) return TxMembershipError.MembershipProofValidationError;
        int next = 0;
        foreach ((TxOut output, TxOutMembershipProof proof) in tx.Rings.SelectMany(r => r.Ring.Zip(r.Proofs)))
        {
            TxOutMembershipElement root;
            try
            {
                root = tx.RootProofs[next++].DeriveProofAtIndex().ImpliedRoot();
            }
            catch (MembershipProofException)
            {
                return TxMembershipError.InvalidLedgerContext;
            }
            string verdict = ProofModel.Validate(output, proof, root.Hash);
            if (verdict.StartsWith("Err", StringComparison.Ordinal)) return TxMembershipError.MembershipProofValidationError;
            if (!string.Equals(verdict, "Ok(true)", StringComparison.Ordinal)) return TxMembershipError.InvalidTxOutMembershipProof;
        }
        return TxMembershipError.None;
    }

    private static TxMembership Spoil(Random random, TxMembership tx)
    {
        int at = random.Next(tx.RootProofs.Count);
        RingMembership ring = tx.Rings[at / RingSize];
        TxOutMembershipProof proof = ring.Proofs[at % RingSize];
        switch (random.Next(8))
        {
            case 0: return WithProof(tx, at, ring.Ring[at % RingSize], MembershipProofTests.Mutate(random, proof, 1));
            case 1: return WithProof(tx, at, Outputs[random.Next(Outputs.Length)], proof);
            case 2:
                List<TxOutMembershipProof> roots = [.. tx.RootProofs];
                roots[at] = MembershipProofTests.Mutate(random, roots[at], 1);
                return tx with { RootProofs = roots };
            case 3: return tx with { RootProofs = [.. tx.RootProofs.Skip(random.Next(2))] };
            case 4: return new TxMembership([.. tx.Rings.Skip(1), ring with { Proofs = [] }], tx.RootProofs);
            default: return tx;
        }
    }

    private static TxMembership WithProof(
        TxMembership tx, int at, TxOut output, TxOutMembershipProof proof, TxOutMembershipProof? rootProof = null)
    {
        RingMembership[] rings = [.. tx.Rings];
        TxOut[] members = [.. rings[at / RingSize].Ring];
        TxOutMembershipProof[] proofs = [.. rings[at / RingSize].Proofs], roots = [.. tx.RootProofs];
        members[at % RingSize] = output;
        proofs[at % RingSize] = proof;
        if (rootProof is not null) roots[at] = rootProof;
        rings[at / RingSize] = new RingMembership(members, proofs);
        return new TxMembership(rings, roots);
    }

    private static TxMembership Draw(Random random, int inputs)
    {
        List<RingMembership> rings = [];
        List<TxOutMembershipProof> roots = [];
        for (int i = 0; i < inputs; i++)
        {
            int then = random.Next(RingSize, Outputs.Length);
            int[] members = [.. Enumerable.Range(0, RingSize).Select(_ => random.Next(then + 1))];
            rings.Add(new RingMembership([.. members.Select(m => Outputs[m])], [.. members.Select(m => Trees[then].Prove((ulong)m))]));
            roots.AddRange(members.Select(_ => Trees[^1].Prove((ulong)then)));
        }
        return new TxMembership(rings, roots);
    }

    private static MerkleTree TreeOf(int count)
    {
        var tree = new MerkleTree(new MerkleMemory());
        tree.Append(Outputs[..count]);
        return tree;
    }
}
