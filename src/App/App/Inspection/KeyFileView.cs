// What is in the files of an account (fact sheet ledger §8).
using MobileCoin.Accounts;
using MobileCoin.App.Files;
using MobileCoin.Hosting;

namespace MobileCoin.App.Inspection;

/// <summary>keyfile-view and read-pubfile.</summary>
internal static class KeyFileView
{
    private static readonly Flag<string> File = Flags.Path("file", null, "a .json file of sample-keys or keygen, or of the older kind with root entropy") with { IsPositional = true, IsRequired = true };
    private static readonly Flag<string> PublicFile = Flags.Path("file", null, "a .pub or .b58pub file") with { IsPositional = true, IsRequired = true };

    internal static ConsoleProgram Secret { get; } = new("keyfile-view", "Prints whose a key file is: the account's public keys and its default address. Secrets are not printed.")
    {
        Flags = [File],
        OutputIsData = true,
        Run = context => PrintAsync(context, InputFile.Read(File.Title, context.Values.Get(File), ReadSecret)),
    };

    internal static ConsoleProgram Public { get; } = new("read-pubfile", "Prints the address that a .pub or .b58pub file holds.")
    {
        Flags = [PublicFile],
        OutputIsData = true,
        Run = context =>
        {
            string path = context.Values.Get(PublicFile);
            PublicAddress address = path.EndsWith(KeyFile.B58Extension, StringComparison.Ordinal)
                ? InputFile.Read(PublicFile.Title, path, KeyFile.ReadB58)
                : InputFile.Read(PublicFile.Title, path, KeyFile.ReadPublic);
            return PrintAsync(context, AddressJson.Write(json => json.WriteAddress(address)));
        },
    };

    private static async Task<int> PrintAsync(ProgramContext context, string text)
    {
        await context.Surroundings.Output.WriteAsync(text).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static string ReadSecret(ReadOnlySpan<byte> contents)
    {
        using AccountKey account = KeyFile.ReadAccountKey(contents);
        return AddressJson.Write(json =>
        {
            json.WriteHex("account_view_public_key", account.ViewPrivateKey.PublicKey().ToBytes());
            json.WriteHex("account_spend_public_key", account.SpendPrivateKey.PublicKey().ToBytes());
            json.WriteHex("fog_authority_spki", account.FogAuthoritySpki);
            json.WriteStartObject("default_address");
            json.WriteAddress(account.DefaultSubaddress());
            json.WriteEndObject();
        });
    }
}
