using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test;

public sealed class MembershipProofTests
{
    private static readonly Random Random = new(5);
    private static readonly TxOut[] Outputs = SampleOutputs.Draw(Random, 37);
    private static readonly MerkleTree Tree = Grown();

    // Every field changed every way that comes to mind: the verdict is the model's.
    [Fact]
    public void Mutations_HaveTheModelsVerdict()
    {
        var random = new Random(6);
        TxOutMembershipHash root = Tree.RootElement.Hash;
        HashSet<string> seen = [];
        for (int round = 0; round < 4000; round++)
        {
            int index = random.Next(Outputs.Length);
            TxOutMembershipProof proof = Mutate(random, Tree.Prove((ulong)index), random.Next(1, 4));
            TxOut output = random.Next(20) == 0 ? Outputs[random.Next(Outputs.Length)] : Outputs[index];
            string expected = ProofModel.Validate(output, proof, root);
            Assert.Equal(expected, proof.Validate(output, root).ToString());
            seen.Add(expected.Split('(', ')')[1]);

            string? error = ProofModel.Implied(proof, out TxOutMembershipElement implied);
            if (error is null) Assert.Equal(implied, proof.ImpliedRoot());
            else Assert.Equal(error, Assert.Throws<MembershipProofException>(() => proof.ImpliedRoot()).Error.ToString());
        }
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "HighestIndexMismatch", "MissingLeafHash", "IncorrectLeafHash", "RangeError", "UnexpectedMembershipElement", "RootNotCoveringZero", "false",
            },
            seen);
    }

    [Theory]
    [InlineData(0UL, ulong.MaxValue)] // wraps around on both sides
    [InlineData(ulong.MaxValue, ulong.MaxValue)] // wraps around on one side: they fit
    public void WrapAround_IsAsTheRulesRead(ulong from, ulong to)
    {
        var proof = new TxOutMembershipProof(0, 0, [new(new Range(0, 0), default), new(new Range(from, to), default)]);
        string? error = ProofModel.Implied(proof, out TxOutMembershipElement implied);
        if (error is null) Assert.Equal(implied, proof.ImpliedRoot());
        else Assert.Equal(error, Assert.Throws<MembershipProofException>(() => proof.ImpliedRoot()).Error.ToString());
    }

    [Fact]
    public void DeriveProofAtIndex_IsTheProofOfThen()
    {
        var earlier = new MerkleTree(new MerkleMemory());
        for (int i = 0; i < Outputs.Length; i++)
        {
            earlier.Append(Outputs[i]);
            TxOutMembershipProof derived = Tree.Prove((ulong)i).DeriveProofAtIndex();
            Assert.Equal(earlier.Prove((ulong)i), derived);
            Assert.Equal(derived, derived.DeriveProofAtIndex());
        }
    }

    [Fact]
    public void DeriveProofAtIndex_OfOddProofs_NamesTheError()
    {
        Assert.Equal("NumericLimitsExceeded", Error(new TxOutMembershipProof(1UL << 63, ulong.MaxValue, [])));
        Assert.Equal("NumericLimitsExceeded", Error(new TxOutMembershipProof(ulong.MaxValue, ulong.MaxValue, [])));
        Assert.Equal(0, new TxOutMembershipProof((1UL << 63) - 1, ulong.MaxValue, []).DeriveProofAtIndex().Elements.Length);
        TxOutMembershipElement[] straddling = [new(new Range(6, 6), default), new(new Range(6, 7), default)];
        Assert.Equal("UnexpectedMembershipElement(1)", Error(new TxOutMembershipProof(6, 20, straddling)));

        static string Error(TxOutMembershipProof proof) =>
            Assert.Throws<MembershipProofException>(() => proof.DeriveProofAtIndex()).Error.ToString();
    }

    [Fact]
    public void Bytes_CutOffAnywhere_NeverEscapeTheirException()
    {
        byte[] bytes = Tree.Prove(9).Encode();
        for (int length = 0; length <= bytes.Length; length++)
        {
            try
            {
                // What is cut between fields is a shorter message.
                WireMessage.Decode<TxOutMembershipProof>(bytes.AsSpan(0, length)).Validate(Outputs[9], Tree.RootElement.Hash);
            }
            catch (WireException)
            {
                continue;
            }
        }
        Assert.Equal(Tree.Prove(9), WireMessage.Decode<TxOutMembershipProof>(bytes));
    }

    [Fact]
    public void HashOfAnotherLength_IsRefused()
    {
        byte[] bytes = Convert.FromHexString("1a07" + "0a00" + "1203" + "0a01ff");
        Assert.Contains("expected 32 bytes", Assert.Throws<WireException>(() => WireMessage.Decode<TxOutMembershipProof>(bytes)).Message, StringComparison.Ordinal);
    }

    internal static TxOutMembershipProof Mutate(Random random, TxOutMembershipProof proof, int times)
    {
        ulong index = proof.Index, highest = proof.HighestIndex;
        List<TxOutMembershipElement> elements = [.. proof.Elements];
        for (int i = 0; i < times; i++)
        {
            int at = elements.Count == 0 ? 0 : random.Next(elements.Count);
            switch (random.Next(elements.Count == 0 ? 4 : 12))
            {
                case 0: index = (ulong)random.Next(70); break;
                case 1: highest = (ulong)random.Next(70); break;
                case 2: elements.Insert(at, new(new Range((ulong)random.Next(40), (ulong)random.Next(40)), SampleOutputs.Hash(random))); break;
                case 3: index ^= 1; break;
                case 4: elements.RemoveAt(at); break;
                case 5: elements[at] = elements[at] with { Hash = SampleOutputs.Hash(random) }; break;
                case 6: elements[at] = elements[at] with { Range = elements[at].Range with { From = (ulong)random.Next(64) } }; break;
                case 7: elements[at] = elements[at] with { Range = elements[at].Range with { To = (ulong)random.Next(64) } }; break;
                case 8: elements.Insert(at, elements[at]); break;
                case 9: elements.Reverse(); break;
                case 10: elements[at] = elements[at] with { Range = new Range(elements[at].Range.To + 1, elements[at].Range.To) }; break;
                default: elements.RemoveAt(elements.Count - 1); break;
            }
        }
        return new TxOutMembershipProof(index, highest, elements.ToArray());
    }

    private static MerkleTree Grown()
    {
        var tree = new MerkleTree(new MerkleMemory());
        tree.Append(Outputs);
        return tree;
    }
}
