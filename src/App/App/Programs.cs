using MobileCoin.Consensus;
using MobileCoin.Hosting;

namespace MobileCoin.App;

/// <summary>Every program there is.</summary>
internal static class Programs
{
    internal static IReadOnlyList<ConsoleProgram> All { get; } = 
    [
        AdminHttpGateway.Program,
        AdminTool.Program,
        TokenGenerator.Program,
        ConsensusProgram.Program,
    ];

    internal static ConsoleProgram? Find(string? name) => All.FirstOrDefault(p => p.Name == name);
}
