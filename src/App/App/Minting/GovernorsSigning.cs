// The signature of a tokens file's governors (fact sheets ledger §3.4, consensus §4.6).
using System.Text.Json;
using System.Text.Json.Nodes;
using MobileCoin.App.Files;
using MobileCoin.Consensus;
using MobileCoin.Crypto;
using MobileCoin.Hosting;

namespace MobileCoin.App.Minting;

/// <summary>The command sign-governors.</summary>
internal static class GovernorsSigning
{
    private static readonly Flag<string> Tokens = Flags.Path("tokens", "MC_TOKENS", "the tokens file, JSON") with { IsRequired = true };
    private static readonly Flag<string> Key = Flags.Path("signing-key", "MC_MINTING_TRUST_ROOT_KEY", "PEM file of the minting trust root's private key, PKCS#8") with { IsRequired = true };
    private static readonly Flag<string> OutputJson = Flags.Path("output-json", "MC_OUTPUT_JSON", "the file for the tokens file with the signature in it; it may be the tokens file itself");

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static ConsoleProgram Command { get; } = new("sign-governors", "Signs the governors of a tokens file, and prints the signature, hex.")
    {
        Flags = [Tokens, Key, OutputJson],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        string path = context.Values.Get(Tokens);
        TokensFile tokens;
        try
        {
            tokens = TokensFile.Load(path);
        }
        catch (HostingException e)
        {
            throw new HostingException($"{Tokens.Title}: {e.Message}", e);
        }
        using Ed25519Private key = MintSigning.ReadKey(Key.Title, context.Values.Get(Key));
        string signature = tokens.GovernorsMap.Sign(key).ToString();
        if (context.Values.Find(OutputJson) is { } output)
        {
            JsonObject root = InputFile.Read(Tokens.Title, path, static contents => JsonNode.Parse(contents)!.AsObject());
            // In front, where upstream has it.
            root.Remove("governors_signature");
            root.Insert(0, "governors_signature", signature);
            OutputFile.Write(OutputJson.Title, output, System.Text.Encoding.UTF8.GetBytes(root.ToJsonString(Indented) + "\n"));
        }
        return await MintClient.PrintAsync(context, signature).ConfigureAwait(false);
    }
}
