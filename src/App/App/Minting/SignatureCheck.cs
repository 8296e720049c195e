// Who signed a mint transaction (fact sheet ledger §3.3, §8).
using System.Text;
using MobileCoin.Crypto;
using MobileCoin.Hosting;

namespace MobileCoin.App.Minting;

/// <summary>The command check-sig.</summary>
internal static class SignatureCheck
{
    private static readonly Flag<string> File = Flags.Path("tx-file", "MC_MINTING_TX_FILE", "a file of a transaction") with { IsRequired = true, Aliases = ["tx-filename"] };
    private static readonly Flag<IReadOnlyList<string>> Keys = Flags.TextList("public-key", "MC_MINTING_PUBLIC_KEYS", "PEM file of an Ed25519 public key that may have signed")
        with { IsRequired = true, ValueName = "path", Aliases = ["public-keys"] };

    internal static ConsoleProgram Command { get; } = new("check-sig", "Tells which of some keys signed a transaction in a file, and fails if one did not, or nobody made a signature.")
    {
        Flags = [File, Keys, MintSigning.Signatures],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        MintFile file = MintFile.Read(File.Title, context.Values.Get(File));
        byte[] hash = file.Hash();
        List<Ed25519Signature> rest = [.. new SortedSet<Ed25519Signature>([.. file.Signature.Signatures, .. MintSigning.ReadGiven(context.Values)])];
        var text = new StringBuilder();
        bool allSigned = true;
        foreach (string path in context.Values.Get(Keys))
        {
            Ed25519Public key = MintSigning.ReadPublicKey(Keys.Title, path);
            bool signed = rest.Any(s => key.Verify(hash, s));
            rest.RemoveAll(s => key.Verify(hash, s));
            allSigned &= signed;
            text.Append(key).Append(signed ? " signed: " : " did not sign: ").Append(path).Append('\n');
        }
        foreach (Ed25519Signature signature in rest) text.Append(signature).Append(" is of none of them\n");
        await MintClient.PrintAsync(context, text.ToString()).ConfigureAwait(false);
        return allSigned && rest.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }
}
