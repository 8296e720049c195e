// The client of governors and minters (fact sheets ledger §3.3, §8, consensus §4.6).
using MobileCoin.Hosting;

namespace MobileCoin.App.Minting;

/// <summary>mc-consensus-mint-client</summary>
internal static class MintClient
{
    private static readonly Flag<string> Out = Flags.Path("out", "MC_MINTING_OUT", "the file for the transaction") with { IsRequired = true };

    private static readonly Flag<IReadOnlyList<string>> Files = Flags.TextList("tx-file", "MC_MINTING_TX_FILES", "a file of the transaction; the signatures of several are put together")
        with { IsRequired = true, ValueName = "path", Aliases = ["tx-files", "tx-filename"] };

    private static readonly Flag<string> File = Flags.Path("tx-file", "MC_MINTING_TX_FILE", "a file of a transaction") with { IsRequired = true, Aliases = ["tx-filename"] };
    private static readonly Flag<string> SignedFile = Flags.Path("out", "MC_MINTING_OUT", "the file for the signed transaction; without it the file itself is replaced");

    private static readonly Flag[] Node = [MintNode.Uri, MintNode.ChainId];
    private static readonly Flag[] RequiredNode = [MintNode.Uri with { IsRequired = true }, MintNode.ChainId];
    private static readonly Flag[] Signing = [MintSigning.Keys, MintSigning.Signatures];
    private static readonly Flag[] Fog = [MintNode.FogCss, MintNode.AllowSimulated];
    private static readonly Flag[] Config = [MintRequest.ConfigFile, .. Signing];
    private static readonly Flag[] Mint = [MintRequest.Recipient, MintRequest.TokenId, MintRequest.Amount, MintRequest.Tombstone, MintRequest.Nonce, .. Fog, .. Signing];

    internal static ConsoleProgram Program { get; } = new("mc-consensus-mint-client", "Makes, signs and submits mintings and the configurations that allow them.")
    {
        OutputIsData = true,
        Commands =
        [
            new("generate-and-submit-mint-config-tx", "Makes a change of mint configurations and submits it.") { Flags = [.. RequiredNode, .. Config], Run = context => MakeAndSubmitAsync(context, MintRequest.MakeConfigAsync) },
            new("generate-mint-config-tx", "Writes a change of mint configurations to a file.") { Flags = [.. Node, .. Config, Out], Run = context => MakeAsync(context, MintRequest.MakeConfigAsync) },
            new("hash-mint-config-tx", "Prints what is to be signed of a change of mint configurations, hex. The file must have nonce and tombstone_block.") { Flags = [MintRequest.ConfigFile], Run = HashConfigAsync },
            new("submit-mint-config-tx", "Submits a change of mint configurations.") { Flags = [.. RequiredNode, Files], Run = context => SubmitAsync(context, isMint: false) },
            new("generate-and-submit-mint-tx", "Makes a minting and submits it.") { Flags = [.. RequiredNode, .. Mint], Run = context => MakeAndSubmitAsync(context, MintRequest.MakeMintAsync) },
            new("generate-mint-tx", "Writes a minting to a file.") { Flags = [.. Node, .. Mint, Out], Run = context => MakeAsync(context, MintRequest.MakeMintAsync) },
            new("hash-mint-tx", "Prints what is to be signed of a minting, hex. To a recipient without fog: hints are never the same twice.")
            {
                Flags = [MintRequest.Recipient, MintRequest.TokenId, MintRequest.Amount, MintRequest.Tombstone with { IsRequired = true }, MintRequest.Nonce with { IsRequired = true }],
                Run = HashMintAsync,
            },
            new("submit-mint-tx", "Submits a minting.") { Flags = [.. RequiredNode, Files], Run = context => SubmitAsync(context, isMint: true) },
            new("hash-tx-file", "Prints what is to be signed of a transaction in a file, hex.") { Flags = [File], Run = context => PrintHashAsync(context, MintFile.Read(File.Title, context.Values.Get(File))) },
            GovernorsSigning.Command,
            new("dump", "Prints a transaction in a file for people, bytes in hex.") { Flags = [File], Run = context => PrintAsync(context, MintDump.Show(MintFile.Read(File.Title, context.Values.Get(File)))) },
            new("sign", "Adds signatures to a transaction in a file.")
            {
                Flags = [File, .. Signing, SignedFile],
                Rules = [new("--signing-key or --signature is given", static isGiven => isGiven("signing-key") || isGiven("signature") ? null : "neither --signing-key nor --signature is given")],
                Run = SignAsync,
            },
            SignatureCheck.Command,
        ],
    };

    /// <summary>Prints a line, or several that end themselves.</summary>
    internal static async Task<int> PrintAsync(ProgramContext context, string text)
    {
        await context.Surroundings.Output.WriteAsync(text.EndsWith('\n') ? text : text + "\n").ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static async Task<int> MakeAndSubmitAsync(ProgramContext context, Func<ProgramContext, Task<MintFile>> make) =>
        await PrintAsync(context, await MintNode.SubmitAsync(context, MintRequest.Sign(context, await make(context).ConfigureAwait(false))).ConfigureAwait(false)).ConfigureAwait(false);

    private static async Task<int> MakeAsync(ProgramContext context, Func<ProgramContext, Task<MintFile>> make)
    {
        MintFile file = MintRequest.Sign(context, await make(context).ConfigureAwait(false));
        file.Write(Out.Title, context.Values.Get(Out));
        return await PrintHashAsync(context, file).ConfigureAwait(false);
    }

    private static async Task<int> HashConfigAsync(ProgramContext context)
    {
        string path = context.Values.Get(MintRequest.ConfigFile);
        var description = MintConfigDescription.Load(MintRequest.ConfigFile.Title, path);
        if (description.Nonce is not { } nonce || description.TombstoneBlock is not { } tombstone)
        {
            throw new HostingException($"{MintRequest.ConfigFile.Title}: {path}: nonce and tombstone_block are needed: other ones would make another hash");
        }
        var prefix = new Transactions.MintConfigTxPrefix(description.TokenId, [.. description.Configs], nonce, tombstone, description.TotalMintLimit);
        return await PrintAsync(context, Convert.ToHexStringLower(prefix.Hash())).ConfigureAwait(false);
    }

    private static async Task<int> HashMintAsync(ProgramContext context)
    {
        if (context.Values.Get(MintRequest.Recipient).HasFog)
        {
            throw new HostingException($"{MintRequest.Recipient.Title}: the recipient has fog, and hints are never the same twice: make a file with generate-mint-tx, and hash it with hash-tx-file");
        }
        return await PrintHashAsync(context, await MintRequest.MakeMintAsync(context).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static Task<int> PrintHashAsync(ProgramContext context, MintFile file) => PrintAsync(context, Convert.ToHexStringLower(file.Hash()));

    private static async Task<int> SubmitAsync(ProgramContext context, bool isMint)
    {
        IReadOnlyList<string> paths = context.Values.Get(Files);
        var file = MintFile.ReadAll(Files.Title, paths);
        if (file.MintTx is not null != isMint) throw new HostingException($"{Files.Title}: {paths[0]}: a {(isMint ? "MintConfigTx" : "MintTx")}, not a {(isMint ? "MintTx" : "MintConfigTx")}");
        return await PrintAsync(context, await MintNode.SubmitAsync(context, file).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task<int> SignAsync(ProgramContext context)
    {
        string path = context.Values.Get(File);
        MintFile file = MintRequest.Sign(context, MintFile.Read(File.Title, path));
        file.Write(SignedFile.Title, context.Values.Find(SignedFile) ?? path);
        return await PrintHashAsync(context, file).ConfigureAwait(false);
    }
}
