; The office's data is nobody's to lose by chance: it stays unless whoever removes the program says otherwise.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Delete Cordboard's data as well: calls, messages, recordings and settings on this computer?" /SD IDNO IDNO keepData
      RMDir /r "$APPDATA\Cordboard"
    keepData:
  ${endIf}
!macroend
