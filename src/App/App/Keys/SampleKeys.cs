// The accounts of development networks (fact sheet ledger §5.10).
using MobileCoin.Accounts;
using MobileCoin.App.Files;
using MobileCoin.Hosting;

namespace MobileCoin.App.Keys;

/// <summary>sample-keys, and keygen, which makes one account under a name.</summary>
internal static class SampleKeys
{
    private static readonly Flag<int> Count = Flags.Number("num", "MC_NUM", "how many accounts", 1, 1_000_000) with { Letter = 'n', Default = 10 };
    private static readonly Flag<string> Folder = Flags.Path("output-dir", "MC_OUTPUT_DIR", "the folder for the key files; it is made") with { Letter = 'o', Default = "./keys" };
    private static readonly Flag<SecretText> Seed = Flags.SecretHex("seed", "MC_SEED", "what the accounts are made of; without it 32 bytes of 01, which everybody knows", SampleMnemonics.SeedSize)
        with { Letter = 's' };

    private static readonly Flag<string> Name = Flags.One("name", "MC_NAME", "the files' name without its end",
        static text => text.Length > 0 && Path.GetFileName(text) == text ? text : throw new FlagException("is no name of a file")) with { IsPositional = true, IsRequired = true };

    internal static ConsoleProgram Many { get; } = new("sample-keys", "Makes the key files account_keys_N.json, .pub and .b58pub: the same ones of the same seed. For development networks.")
    {
        Flags = [Count, Folder, FogFlags.Url, FogFlags.Id, FogFlags.Root, FogFlags.Spki, Seed],
        Rules = [FogFlags.Rule],
        Run = context =>
        {
            Write(context, [.. Enumerable.Range(0, context.Values.Get(Count)).Select(KeyFile.SampleName)]);
            return Task.FromResult(ExitCode.Success);
        },
    };

    internal static ConsoleProgram One { get; } = new("keygen", "Makes the key files NAME.json, .pub and .b58pub of one account. Give a seed of your own: that of development networks is the default.")
    {
        Flags = [Name, Folder, FogFlags.Url, FogFlags.Id, FogFlags.Root, FogFlags.Spki, Seed],
        Rules = [FogFlags.Rule],
        Run = RunOneAsync,
    };

    private static async Task<int> RunOneAsync(ProgramContext context)
    {
        if (!context.Values.IsGiven(Seed))
        {
            await context.Surroundings.Error.WriteLineAsync("keygen: made of the default --seed, which everybody knows: for development networks only").ConfigureAwait(false);
        }
        Write(context, [context.Values.Get(Name)]);
        return ExitCode.Success;
    }

    private static void Write(ProgramContext context, IReadOnlyList<string> names)
    {
        (string Url, string Id, byte[] Spki) fog = FogFlags.Read(context.Values);
        string folder = context.Values.Get(Folder);
        OutputFile.MakeFolder(Folder.Title, folder);
        using SampleMnemonics samples = new(context.Values.Find(Seed) is { } seed ? seed.Bytes : SampleMnemonics.DefaultSeed);
        foreach (string name in names)
        {
            using Mnemonic mnemonic = samples.Next();
            AccountFiles.Write(Folder.Title, folder, name, mnemonic, fog);
        }
    }
}
