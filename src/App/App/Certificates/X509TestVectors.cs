// Chains of certificates for tests, sound ones and others (fact sheets crypto §2.6, fog §7.4).
using System.Security.Cryptography;
using System.Text;
using MobileCoin.App.Files;
using MobileCoin.Hosting;

namespace MobileCoin.App.Certificates;

/// <summary>mc-crypto-x509-test-vectors</summary>
internal static class X509TestVectors
{
    private static readonly Flag<string> Kind = Flags.One("type", null, "what to print the path of: chain, or the private key of its first certificate",
        static text => text is "chain" or "key" ? text : throw new FlagException("is neither chain nor key")) with { IsRequired = true, ValueName = "chain|key" };

    private static readonly Flag<string> Name = Flags.One("test-name", null, $"which one: {string.Join(", ", TestChain.Names)}",
        static text => TestChain.Exists(text) ? text : throw new FlagException($"is none of {string.Join(", ", TestChain.Names)}")) with { IsRequired = true, ValueName = "name" };

    private static readonly Flag<string> Folder = Flags.Path("output-dir", "MC_OUTPUT_DIR", "the folder for the files; it is made")
        with { Default = Path.Combine(Path.GetTempPath(), "mc-crypto-x509-test-vectors") };

    internal static ConsoleProgram Program { get; } = new("mc-crypto-x509-test-vectors", "Writes a certificate chain and its key for tests, the same ones on every run, and prints the path.")
    {
        Flags = [Kind, Name, Folder],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        string folder = Path.GetFullPath(context.Values.Get(Folder)), name = context.Values.Get(Name);
        OutputFile.MakeFolder(Folder.Title, folder);
        var chain = TestChain.Make(name);
        string path = Path.Combine(folder, $"{name}.{context.Values.Get(Kind)}.pem");
        bool isKey = context.Values.Get(Kind) == "key";
        string text = isKey ? chain.PrivateKeyPem + "\n" : string.Concat(chain.Certificates.Select(der => PemEncoding.WriteString("CERTIFICATE", der) + "\n"));
        OutputFile.Write(Folder.Title, path, Encoding.ASCII.GetBytes(text), isSecret: isKey);
        await context.Surroundings.Output.WriteLineAsync(path).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
