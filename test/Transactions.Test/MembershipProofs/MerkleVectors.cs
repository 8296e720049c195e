// Family merkle: hashes, proofs, derived proofs, and what is said of invalid ones.
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test;

public sealed class MerkleVectors
{
    // The proofs are about the outputs of one case of the same file.
    private static readonly Lazy<TxOut[]> Outputs = new(() =>
    [
        .. VectorFile.Cases("merkle").Where(c => string.Equals(c.Op, "leaves", StringComparison.Ordinal))
            .SelectMany(c => c.Items("tx_outs")).Select(item => WireMessage.Decode<TxOut>(item.Hex("proto"))),
    ]);

    [Theory]
    [Vectors("merkle")]
    public void Case_MatchesUpstream(VectorCase c)
    {
        switch (c.Op)
        {
            case "nil_hash":
                Assert.Equal(Hash(c, "hash"), MerkleHash.Nil);
                break;
            case "hash_nodes":
                Assert.Equal(Hash(c, "hash"), MerkleHash.Node(Hash(c, "left"), Hash(c, "right")));
                break;
            case "leaves":
                foreach (VectorCase item in c.Items("tx_outs")) CheckLeaf(item);
                break;
            case "proof":
                CheckProof(c);
                break;
            case "invalid_proof":
                TxOutMembershipProof invalid = Proof(c, "proof");
                Assert.Equal(c.Text("result"), invalid.Validate(Output(c), Hash(c, "known_root")).ToString());
                break;
            default:
                Assert.Fail($"no such op: {c.Op}");
                break;
        }
    }

    private static void CheckLeaf(VectorCase item)
    {
        TxOut output = WireMessage.Decode<TxOut>(item.Hex("proto"));
        Assert.Equal(item.Hex("hash"), output.Hash());
        Assert.Equal(Hash(item, "leaf"), MerkleHash.Leaf(output));
        Assert.Equal(item.Hex("proto"), output.Encode());
    }

    private static void CheckProof(VectorCase c)
    {
        TxOutMembershipProof proof = Proof(c, "proof"), derived = Proof(c, "derived_proof_at_index");
        TxOutMembershipHash root = Hash(c, "root_hash");
        ulong index = c.UInt64("tx_out_index"), count = c.UInt64("num_tx_outs");

        Assert.Equal(new TxOutMembershipElement(Bounds(c, "implied_root_range"), root), proof.ImpliedRoot());
        Assert.Equal(derived, proof.DeriveProofAtIndex());
        var derivedRoot = new TxOutMembershipElement(Bounds(c, "derived_root_range"), Hash(c, "derived_root"));
        Assert.Equal(derivedRoot, derived.ImpliedRoot());
        Assert.Equal(c.Flag("valid") ? "Ok(true)" : "Ok(false)", proof.Validate(Output(c), root).ToString());

        var tree = new MerkleTree(new MerkleMemory());
        tree.Append(Outputs.Value[..(int)count]);
        Assert.Equal(root, tree.RootElement.Hash);
        Assert.Equal(proof, tree.Prove(index));
        var earlier = new MerkleTree(new MerkleMemory());
        foreach (TxOut output in Outputs.Value[..(int)(index + 1)]) earlier.Append(output);
        Assert.Equal(derived, earlier.Prove(index));
        Assert.Equal(derivedRoot, earlier.RootElement);
    }

    private static TxOutMembershipProof Proof(VectorCase c, string field)
    {
        var json = new VectorCase(c.Family, c.Index, c.Field(field));
        TxOutMembershipElement[] elements =
        [
            .. json.Items("elements").Select(e => new TxOutMembershipElement(new Range(e.UInt64("from"), e.UInt64("to")), Hash(e, "hash"))),
        ];
        var proof = new TxOutMembershipProof(json.UInt64("index"), json.UInt64("highest_index"), elements);
        Assert.Equal(json.Hex("proto"), proof.Encode());
        Assert.Equal(proof, WireMessage.Decode<TxOutMembershipProof>(json.Hex("proto")));
        return proof;
    }

    private static TxOut Output(VectorCase c) => Outputs.Value[c.UInt64("tx_out_index")];

    private static TxOutMembershipHash Hash(VectorCase c, string field) => new(c.Hex(field));

    private static Range Bounds(VectorCase c, string field)
    {
        ulong[] bounds = [.. c.Field(field).EnumerateArray().Select(e => ulong.Parse(e.GetString()!, System.Globalization.CultureInfo.InvariantCulture))];
        return new Range(bounds[0], bounds[1]);
    }
}
