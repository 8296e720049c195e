// Membership proofs: which ring member is spent shows in where the proofs' elements lie.
using System.Runtime.CompilerServices;
using MobileCoin.Transactions;

namespace MobileCoin.ConstantTime.Probe;

internal static class MembershipExercises
{
    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself. Part of another exercise, since validation
    // reaches all of this too.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    internal static void Proofs()
    {
        var amount = new MaskedAmount(MaskedAmountVersion.V2, default, 1, new byte[TokenId.Size]);
        var output = new TxOut(amount, default, default, default, default(EncryptedMemo));
        var tree = new MerkleTree(new MerkleMemory());
        var outputs = new TxOut[19];
        Array.Fill(outputs, output);
        tree.Append(outputs);
        TxOutMembershipProof[] proofs = [.. outputs.Select((_, i) => tree.Prove((ulong)i))];
        using var fold = new ProofFold(proofs);
        fold.CheckLeaves(outputs);
        fold.Compose();
        for (int i = 0; i < proofs.Length; i++) fold.Verdict(i, tree.RootElement.Hash);
    }
}
